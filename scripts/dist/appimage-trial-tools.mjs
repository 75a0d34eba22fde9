/**
 * What electron-builder needs for an AppImage, made of the system's tools where its own can't be downloaded. The result starts and updates like
 * any other AppImage but needs unsquashfs where it runs: for trials, never to be published.
 */
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupFailure } from '../setup/failure.mjs';
import { root } from '../setup/paths.mjs';
import { capture } from '../setup/run-command.mjs';
import { findProgram } from '../setup/system-libraries.mjs';

/** Says "AppImage, type 2" to file managers; where the ELF header leaves room. */
const MAGIC = { offset: 8, bytes: Buffer.from('AI\x02', 'latin1') };
/**
 * @param {string} folder that is to hold them
 * @returns {Promise<string>} the folder, as APPIMAGE_TOOLS_PATH wants it
 */
export async function makeAppImageTools(folder) {
  mkdirSync(join(folder, 'runtimes'), { recursive: true });
  mkdirSync(join(folder, 'lib', 'x64'), { recursive: true });
  for (const name of ['mksquashfs', 'desktop-file-validate']) symlinkSync(findProgram(name) ?? '', join(folder, name));
  const runtime = join(folder, 'runtimes', 'runtime-x64');
  const source = join(root, 'scripts', 'dist', 'appimage-trial-runtime.c');
  const { code, output } = await capture('cc', ['-O2', '-static', '-s', '-Wall', '-Wextra', '-o', runtime, source]);
  if (code !== 0) throw new SetupFailure('The head of the AppImage could not be compiled.', { output });
  const program = readFileSync(runtime);
  MAGIC.bytes.copy(program, MAGIC.offset);
  writeFileSync(runtime, program);
  return folder;
}
