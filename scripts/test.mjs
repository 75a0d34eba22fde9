/**
 * `npm test`: everything, from a fresh clone. `npm test -- unit|integration|e2e|python|check [filter]` runs one part; the filter goes to that
 * part's own runner. Ends with the line `N passed, N failed`.
 */
import { randomUUID } from 'node:crypto';
import { buildApp } from './build/build-app.mjs';
import { runChecks } from './check/run-checks.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureElectron } from './setup/electron-runtime.mjs';
import { runEntryPoint, SetupFailure } from './setup/failure.mjs';
import { formatDuration } from './setup/progress.mjs';
import { ensureSystemLibraries } from './setup/system-libraries.mjs';
import { RUN_MARKER, reapLeftovers } from './test/leftovers.mjs';
import { closingLine, suiteResult } from './test/results.mjs';
import { runPlaywright, runPythonTests, runVitest } from './test/suites.mjs';
import { makeScratchFolder, pathToPython, removeScratchFolder } from './test/surroundings.mjs';

/** @typedef {import('./test/suites.mjs').SuiteContext} SuiteContext */
/** @typedef {import('./test/results.mjs').SuiteResult} SuiteResult */

/** @type {Record<string, (context: SuiteContext) => Promise<SuiteResult[]>>} */
const PARTS = {
  check: () => runChecks(),
  unit: (context) => runVitest(['unit'], context),
  async integration(context) {
    await buildApp();
    return runVitest(['integration'], context);
  },
  async python(context) {
    await buildApp({ only: ['bridge/extractor'] });
    return runPythonTests(context);
  },
  async e2e(context) {
    await buildApp();
    return runPlaywright(context);
  },
};

/**
 * Two cores: the build runs beside the checks, the Python tests, which are one process, beside vitest; windows come last, where nothing else
 * delays them.
 * @param {SuiteContext} context
 */
async function runEverything(context) {
  const [checks] = await Promise.all([runChecks(), buildApp()]);
  const [typescript, python] = await Promise.all([
    runVitest(['unit', 'integration'], context),
    runPythonTests({ ...context, live: false }),
  ]);
  return [...checks, ...typescript, ...python, ...(await runPlaywright(context))];
}

await runEntryPoint(async () => {
  const [part, ...filter] = process.argv.slice(2);
  const run = part === undefined ? runEverything : PARTS[part];
  if (!run)
    throw new SetupFailure(`There is no part of the tests named ${part}.`, {
      advice: `Parts: ${Object.keys(PARTS).join(', ')}; without one, everything runs.`,
    });
  const startedAt = performance.now();
  await ensureDependencies();
  const { binary, distDir } = await ensureElectron();
  const needsWindows = part === undefined || part === 'e2e';
  await ensureSystemLibraries({ binary, display: needsWindows, tray: needsWindows });

  const marker = randomUUID();
  const scratch = makeScratchFolder();
  process.once('exit', () => removeScratchFolder(scratch));
  const env = {
    ...process.env,
    PATH: pathToPython(process.env),
    [RUN_MARKER]: marker,
    ELECTRON_OVERRIDE_DIST_PATH: distDir,
    ...(scratch !== undefined && { TMPDIR: scratch }),
  };
  const results = await run({ env, binary, filter, live: true });
  const leftovers = await reapLeftovers(marker);
  if (leftovers.length > 0) {
    const problems = leftovers.map(({ pid, command }) => `process ${pid} was still running: ${command.slice(0, 200)}`);
    results.push(suiteResult('processes left behind', { failed: leftovers.length, problems }));
  }
  return report(results, performance.now() - startedAt);
});

/**
 * @param {readonly SuiteResult[]} results
 * @param {number} durationMs
 */
function report(results, durationMs) {
  process.stdout.write(`\n── ${formatDuration(durationMs)} ${'─'.repeat(60)}\n`);
  for (const { name, passed, failed, skipped, problems } of results) {
    const mark = failed > 0 || problems.length > 0 ? '✗' : '✓';
    process.stdout.write(`${mark} ${name}: ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
    for (const problem of problems) process.stdout.write(`    ${problem}\n`);
  }
  const { line, ok } = closingLine(results);
  process.stdout.write(`\n${line}\n`);
  return ok ? 0 : 1;
}
