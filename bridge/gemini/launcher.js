/**
 * The file that is started. It settles where state goes, turns on the compile cache, which only works for modules loaded afterwards,
 * and loads the bridge.
 *
 * Written so that it is the same program as CommonJS and as an ES module: copied out of the project there is no package.json to say which.
 */
const path = process.getBuiltinModule('node:path');
const os = process.getBuiltinModule('node:os');

/** For a client that names no folder. Never below the temp folder: there another user could put a compile cache of theirs in our way. */
function defaultStateFolder() {
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Application Support', 'agent-manager-bridge');
  if (process.platform === 'win32')
    return path.join(process.env.LOCALAPPDATA || path.join(os.homedir(), 'AppData', 'Local'), 'agent-manager-bridge');
  return path.join(process.env.XDG_STATE_HOME || path.join(os.homedir(), '.local', 'state'), 'agent-manager-bridge');
}

process.env.AGENT_MANAGER_STATE_DIR ||= defaultStateFolder();
try {
  process.getBuiltinModule('node:module').enableCompileCache?.(path.join(process.env.AGENT_MANAGER_STATE_DIR, 'compile-cache'));
} catch {
  // A folder that cannot be written costs start-up time and nothing else.
}
import('./gemini/main.mjs');
