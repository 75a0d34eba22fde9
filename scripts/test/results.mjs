/** What a suite's machine-readable report says, as counts. Pure. */

/**
 * @typedef {object} SuiteResult
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} problems why the suite failed although no single test says so (it did not start, it ran no test)
 */

/**
 * @param {string} name
 * @param {Partial<Omit<SuiteResult, 'name'>>} [counts]
 * @returns {SuiteResult}
 */
export function suiteResult(name, { passed = 0, failed = 0, skipped = 0, problems = [] } = {}) {
  return { name, passed, failed, skipped, problems };
}

/**
 * Vitest's JSON report holds both projects; a test file that could not be loaded counts as one failure, since none of its tests ran.
 * @param {{testResults: {name: string, status: string, message?: string, assertionResults: {status: string}[]}[]}} report
 * @param {string} project `unit` or `integration`, the folder under tests/
 */
export function vitestResult(report, project) {
  const files = report.testResults.filter(({ name }) => name.replaceAll('\\', '/').includes(`/tests/${project}/`));
  const statuses = files.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const unloadable = files.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return suiteResult(project, {
    passed: statuses.filter((status) => status === 'passed').length,
    failed: statuses.filter((status) => status === 'failed').length + unloadable.length,
    skipped: statuses.filter((status) => !['passed', 'failed'].includes(status)).length,
    problems: unloadable.map(({ name, message }) => `${name}: ${(message ?? 'could not be run').split('\n')[0]}`),
  });
}

/**
 * Playwright's JSON report. A flaky test (it passed only when repeated) counts as failed: repeating hides what a person would meet.
 * @param {{stats: {expected: number, unexpected: number, flaky: number, skipped: number}, errors?: {message?: string}[]}} report
 */
export function playwrightResult({ stats, errors = [] }) {
  return suiteResult('e2e', {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky,
    skipped: stats.skipped,
    problems: errors.map(({ message }) => (message ?? 'unknown error').split('\n')[0] ?? ''),
  });
}

/**
 * unittest has no machine-readable report; its closing lines are fixed: "Ran 12 tests in 0.3s", then "OK" or "FAILED (failures=1, errors=2)".
 * @param {string} output
 */
export function unittestResult(output) {
  const ran = /^Ran (\d+) tests? in /m.exec(output);
  if (!ran) return suiteResult('python', { problems: ['unittest did not get to its end'] });
  const closing = output.slice(ran.index);
  const count = (/** @type {string} */ word) => Number(new RegExp(`(?:\\(|, )${word}=(\\d+)`).exec(closing)?.[1] ?? 0);
  const failed = count('failures') + count('errors') + count('unexpected successes');
  const skipped = count('skipped');
  // A class or module that could not be set up is an error without having been run as a test.
  return suiteResult('python', { passed: Math.max(0, Number(ran[1]) - failed - skipped), failed, skipped });
}

/**
 * @param {readonly SuiteResult[]} results
 * @returns {{line: string, ok: boolean}} the closing line, which CI reads, and whether everything passed
 */
export function closingLine(results) {
  const sum = (/** @type {'passed' | 'failed' | 'skipped'} */ key) => results.reduce((total, result) => total + result[key], 0);
  // A suite that broke without a failed test of its own still has to show in the count.
  const broken = results.filter(({ failed, problems }) => failed === 0 && problems.length > 0).length;
  const failed = sum('failed') + broken;
  const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
  return { line: `${sum('passed')} passed, ${failed} failed${skipped}`, ok: failed === 0 };
}
