/** One function per suite: runs it and returns its counts. `live` lets it print as it goes; otherwise its output comes in one piece at its end. */
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withVirtualDisplay } from '../setup/display.mjs';
import { root } from '../setup/paths.mjs';
import { capture } from '../setup/run-command.mjs';
import { playwrightResult, suiteResult, unittestResult, vitestResult } from './results.mjs';
import { WINDOWS_AT_ONCE } from './surroundings.mjs';

/** Names the virtual displays to the workers, in order. */
const DISPLAYS = 'AGENT_MANAGER_TEST_DISPLAYS';

/** @typedef {{env: NodeJS.ProcessEnv, binary: string, filter: readonly string[], live: boolean}} SuiteContext */
/** @typedef {import('./results.mjs').SuiteResult} SuiteResult */

/**
 * @param {readonly ('unit' | 'integration')[]} projects
 * @param {SuiteContext} context
 * @returns {Promise<SuiteResult[]>}
 */
export async function runVitest(projects, { env, binary, filter, live }) {
  return withReportFile(async (reportFile) => {
    const args = ['run', ...projects.flatMap((project) => ['--project', project]), ...filter];
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
    const { code } = await runSuite(binary, [vitest, ...args, ...reporters], { env: asNode(env), live });
    const report = await readReport(reportFile);
    if (!report)
      return projects.map((project) => suiteResult(project, { problems: [`vitest ended with exit code ${code} and no report`] }));
    const results = projects.map((project) => withEmptyCheck(vitestResult(report, project), filter));
    return blameExitCode(results, code, 'vitest');
  });
}

/**
 * @param {SuiteContext} context
 * @returns {Promise<SuiteResult[]>}
 */
export async function runPlaywright({ env, binary, filter, live }) {
  return withReportFile(async (reportFile) => {
    const cli = join(root, 'node_modules', '@playwright', 'test', 'cli.js');
    const args = [cli, 'test', '--reporter=list,json', ...filter];
    const run = (/** @type {NodeJS.ProcessEnv} */ displayEnv) =>
      runSuite(binary, [...args, `--workers=${WINDOWS_AT_ONCE}`], {
        env: { ...asNode(displayEnv), PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile },
        live,
      });
    // Always virtual ones: windows that open over the person's work would take their keystrokes.
    const { code } = process.platform === 'linux' ? await withDisplayEach(WINDOWS_AT_ONCE, env, run) : await run(env);
    const report = await readReport(reportFile);
    if (!report) return [suiteResult('e2e', { problems: [`Playwright ended with exit code ${code} and no report`] })];
    return blameExitCode([withEmptyCheck(playwrightResult(report), filter)], code, 'Playwright');
  });
}

/**
 * A display for each worker, because the focus of a display belongs to one window; playwright.config.ts hands them out.
 * @template T
 * @param {number} count
 * @param {NodeJS.ProcessEnv} env
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} work
 * @param {readonly string[]} [displays] those that are there already
 * @returns {Promise<T>}
 */
function withDisplayEach(count, env, work, displays = []) {
  if (displays.length === count) return work({ ...env, [DISPLAYS]: displays.join(',') });
  return withVirtualDisplay(env, (displayEnv) => withDisplayEach(count, displayEnv, work, [...displays, displayEnv.DISPLAY ?? '']));
}

/**
 * @param {SuiteContext} context
 * @returns {Promise<SuiteResult[]>}
 */
export async function runPythonTests({ env, filter, live }) {
  const cwd = join(root, 'python');
  if (!existsSync(join(cwd, 'tests'))) return [suiteResult('python', { problems: ['python/tests is not there'] })];
  const selection = filter.flatMap((pattern) => ['-k', pattern]);
  const args = ['-m', 'unittest', 'discover', '-s', 'tests', '-t', '.', ...selection];
  const python = process.platform === 'win32' ? 'python' : 'python3';
  const { code, output } = await runSuite(python, args, { env: { ...env, PYTHONDONTWRITEBYTECODE: '1' }, live, cwd });
  return blameExitCode([withEmptyCheck(unittestResult(output), filter)], code, 'unittest');
}

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{env: NodeJS.ProcessEnv, live: boolean, cwd?: string}} options
 */
async function runSuite(command, args, { env, live, cwd = root }) {
  /** @param {string} text */
  const onOutput = (text) => {
    if (live) process.stdout.write(text);
  };
  const result = await capture(command, args, { cwd, env, onOutput });
  if (!live) process.stdout.write(result.output);
  return result;
}

/**
 * Tests run on the Node inside Electron: the one that ships, and the one that better-sqlite3 runs on.
 * @param {NodeJS.ProcessEnv} env
 */
function asNode(env) {
  return { ...env, ELECTRON_RUN_AS_NODE: '1' };
}

/**
 * @template T
 * @param {(reportFile: string) => Promise<T>} work
 */
async function withReportFile(work) {
  const folder = await mkdtemp(join(tmpdir(), 'agent-manager-test-'));
  try {
    return await work(join(folder, 'report.json'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @param {string} file */
async function readReport(file) {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch {
    return undefined; // The runner died before it wrote one; its exit code and output are what there is.
  }
}

/**
 * @param {SuiteResult} result
 * @param {readonly string[]} filter
 */
function withEmptyCheck(result, filter) {
  if (result.passed + result.failed > 0 || result.problems.length > 0) return result;
  const problem = filter.length > 0 ? `no test matches ${filter.join(' ')}` : 'it ran no test';
  return { ...result, problems: [problem] };
}

/**
 * A runner that failed although every count is good (an error outside any test) must not pass.
 * @param {SuiteResult[]} results
 * @param {number} code
 * @param {string} runner
 */
function blameExitCode(results, code, runner) {
  const explained = results.some(({ failed, problems }) => failed > 0 || problems.length > 0);
  if (code === 0 || explained) return results;
  return results.map((result) => ({ ...result, problems: [`${runner} ended with exit code ${code} although no test failed`] }));
}
