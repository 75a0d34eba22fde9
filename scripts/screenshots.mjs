/** `npm run screenshots [-- scene …]`: pictures of the built app in screenshots/, and those of the README in docs/images/. */
import { join } from 'node:path';
import { buildApp } from './build/build-app.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { withVirtualDisplay } from './setup/display.mjs';
import { ensureElectron } from './setup/electron-runtime.mjs';
import { runEntryPoint } from './setup/failure.mjs';
import { root } from './setup/paths.mjs';
import { runInForeground } from './setup/run-command.mjs';
import { ensureSystemLibraries } from './setup/system-libraries.mjs';

await runEntryPoint(async () => {
  await ensureDependencies();
  const { binary } = await ensureElectron();
  await ensureSystemLibraries({ binary, display: true });
  await buildApp();
  const program = join(root, 'tests', 'screenshots', 'take-screenshots.ts');
  const args = ['--experimental-transform-types', '--no-warnings', program, ...process.argv.slice(2)];
  const run = (/** @type {NodeJS.ProcessEnv} */ env) =>
    runInForeground(binary, args, { cwd: root, env: { ...env, ELECTRON_RUN_AS_NODE: '1' } });
  return process.platform === 'linux' ? withVirtualDisplay(process.env, run) : run(process.env);
});
