/** `npm start`: from a fresh clone to a running window. Arguments go to the app: `npm start -- --help-me`. */
import { buildApp } from './build/build-app.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { hasDisplay, withVirtualDisplay } from './setup/display.mjs';
import { ensureElectron } from './setup/electron-runtime.mjs';
import { runEntryPoint } from './setup/failure.mjs';
import { root } from './setup/paths.mjs';
import { say } from './setup/progress.mjs';
import { runInForeground } from './setup/run-command.mjs';
import { sandboxSwitches } from './setup/sandbox.mjs';
import { ensureSystemLibraries } from './setup/system-libraries.mjs';

await runEntryPoint(async () => {
  await ensureDependencies();
  const { binary, distDir } = await ensureElectron();
  await ensureSystemLibraries({ binary, display: !hasDisplay() });
  const switches = await sandboxSwitches(distDir);
  await buildApp();
  const launch = (/** @type {NodeJS.ProcessEnv} */ env) =>
    runInForeground(binary, [...switches, root, ...process.argv.slice(2)], { cwd: root, env: withoutNodeMode(env) });
  if (hasDisplay()) {
    say('Starting Agent Manager.');
    return launch(process.env);
  }
  say('No display here: Agent Manager runs on a virtual one (Xvfb), where nobody sees its window. Ctrl-C ends it.');
  return withVirtualDisplay(process.env, launch);
});

/**
 * A shell that runs inside an Electron program may carry the variable that turns Electron into plain Node.
 * @param {NodeJS.ProcessEnv} env
 */
function withoutNodeMode({ ELECTRON_RUN_AS_NODE: _, ...env }) {
  return env;
}
