/** Draws build/icon.svg as the PNG files that Linux packages and electron-builder take. Run by hand after a change of the SVG: `node scripts/icons.mjs`. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { hasDisplay, withVirtualDisplay } from './setup/display.mjs';
import { ensureElectron } from './setup/electron-runtime.mjs';
import { runEntryPoint } from './setup/failure.mjs';
import { root } from './setup/paths.mjs';
import { runInForeground } from './setup/run-command.mjs';
import { sandboxSwitches } from './setup/sandbox.mjs';

/** The sizes of the freedesktop icon theme; 1024 is what macOS and Windows icons are scaled from. */
const SIZES = ['16', '24', '32', '48', '64', '128', '256', '512', '1024'];

await runEntryPoint(async () => {
  const { binary, distDir } = await ensureElectron();
  const folder = join(root, 'build', 'icons');
  mkdirSync(folder, { recursive: true });
  const script = join(root, 'scripts', 'icons', 'draw.cjs');
  const args = [...(await sandboxSwitches(distDir)), script, '--', join(root, 'build', 'icon.svg'), folder, ...SIZES];
  const draw = (/** @type {NodeJS.ProcessEnv} */ env) => runInForeground(binary, args, { env });
  return hasDisplay() ? draw(process.env) : withVirtualDisplay(process.env, draw);
});
