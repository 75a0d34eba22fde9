/**
 * The file that is started: it turns on the compile cache, which only works for modules loaded afterwards, and loads the guide.
 *
 * Written so that it is the same program as CommonJS and as an ES module: copied out of the project there is no package.json to say which.
 */
const stateFolder = process.env.AGENT_MANAGER_STATE_DIR;
if (stateFolder) {
  try {
    process.getBuiltinModule('node:module').enableCompileCache?.(process.getBuiltinModule('node:path').join(stateFolder, 'compile-cache'));
  } catch {
    // A folder that cannot be written, or an older Node, costs start-up time and nothing else.
  }
}
import('./guide/main.mjs');
