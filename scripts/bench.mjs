/**
 * `npm run bench [-- name …]`: runs tests/bench/*.bench.ts one after the other on the built app, prints one table and writes
 * bench-results/<date>.json. The shape of a benchmark is in scripts/bench/benchmark.mjs.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join, relative } from 'node:path';
import { formatTable } from './bench/table.mjs';
import { buildApp } from './build/build-app.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { withVirtualDisplay } from './setup/display.mjs';
import { ensureElectron } from './setup/electron-runtime.mjs';
import { runEntryPoint, SetupFailure } from './setup/failure.mjs';
import { outDir, root } from './setup/paths.mjs';
import { sandboxSwitches } from './setup/sandbox.mjs';
import { ensureSystemLibraries } from './setup/system-libraries.mjs';

/** @typedef {{name: string, rows: import('./bench/benchmark.mjs').BenchRow[]}} BenchResult */

await runEntryPoint(async () => {
  const files = chooseFiles(process.argv.slice(2));
  await ensureDependencies();
  const { binary, distDir } = await ensureElectron();
  await ensureSystemLibraries({ binary, display: true });
  const electronSwitches = await sandboxSwitches(distDir);
  await buildApp();
  const run = (/** @type {NodeJS.ProcessEnv} */ env) => runBenches(binary, { root, outDir, electronSwitches, files }, env);
  // A virtual display everywhere on Linux, so that results of a desk and of a server compare.
  const { results, code } = process.platform === 'linux' ? await withVirtualDisplay(process.env, run) : await run(process.env);
  process.stdout.write(`\n${formatTable(results)}\n`);
  if (results.length > 0) process.stdout.write(`\nWritten to ${relative(root, writeResults(results))}\n`);
  return code;
});

/** @param {readonly string[]} names */
function chooseFiles(names) {
  const folder = join(root, 'tests', 'bench');
  const all = readdirSync(folder).filter((file) => /\.bench\.(ts|mjs)$/.test(file));
  const chosen = all.filter((file) => names.length === 0 || names.some((name) => file.startsWith(name)));
  if (chosen.length > 0) return chosen.map((file) => join(folder, file));
  throw new SetupFailure(`There is no benchmark named ${names.join(' or ')}.`, {
    advice: `There are: ${all.map((file) => file.replace(/\.bench\..*/, '')).join(', ')}`,
  });
}

/**
 * @param {string} binary
 * @param {object} job
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{results: BenchResult[], code: number}>}
 */
async function runBenches(binary, job, env) {
  // Node strips types by itself; the flag also turns the few constructs that need code (parameter properties) into JavaScript.
  const args = ['--experimental-transform-types', '--no-warnings', join(root, 'scripts', 'bench', 'run-benches.mjs'), JSON.stringify(job)];
  const child = spawn(binary, args, {
    cwd: root,
    env: { ...env, ELECTRON_RUN_AS_NODE: '1' },
    stdio: ['ignore', 'inherit', 'inherit', 'pipe'],
  });
  let lines = '';
  const reports = /** @type {import('node:stream').Readable} */ (child.stdio[3]);
  reports.setEncoding('utf8').on('data', (text) => {
    lines += text;
  });
  const [code] = await once(child, 'close');
  const results = lines
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  return { results, code: code ?? 1 };
}

/** @param {readonly BenchResult[]} results */
function writeResults(results) {
  const folder = join(root, 'bench-results');
  mkdirSync(folder, { recursive: true });
  const now = new Date();
  const file = join(folder, `${now.toISOString().replaceAll(':', '-').slice(0, 19)}.json`);
  const machine = { cores: cpus().length, cpu: cpus()[0]?.model, memoryMb: Math.round(totalmem() / 2 ** 20), platform: process.platform };
  writeFileSync(file, `${JSON.stringify({ measuredAt: now.toISOString(), machine, results }, null, 2)}\n`);
  return file;
}
