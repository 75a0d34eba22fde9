import { describe, expect, it } from 'vitest';
import { closingLine, playwrightResult, suiteResult, unittestResult, vitestResult } from '#scripts/test/results.mjs';

describe('the counts of unittest', () => {
  it.each([
    ['Ran 12 tests in 0.3s\n\nOK\n', { passed: 12, failed: 0, skipped: 0 }],
    ['Ran 1 test in 0.3s\n\nOK (skipped=1)\n', { passed: 0, failed: 0, skipped: 1 }],
    ['Ran 9 tests in 1.0s\n\nFAILED (failures=1, errors=2, skipped=3)\n', { passed: 3, failed: 3, skipped: 3 }],
    ['Ran 5 tests in 1.0s\n\nFAILED (unexpected successes=1)\n', { passed: 4, failed: 1, skipped: 0 }],
    ['Ran 5 tests in 1.0s\n\nOK (expected failures=1)\n', { passed: 5, failed: 0, skipped: 0 }],
    ['Ran 0 tests in 0.0s\n\nFAILED (errors=1)\n', { passed: 0, failed: 1, skipped: 0 }],
  ])('are read from %j', (output, counts) => {
    expect(unittestResult(output)).toMatchObject({ ...counts, problems: [] });
  });

  it('are a problem when it died before its end', () => {
    expect(unittestResult('Segmentation fault').problems).toHaveLength(1);
  });
});

describe('the counts of vitest', () => {
  const file = (name: string, status: string, statuses: string[], message = '') => ({
    name,
    status,
    message,
    assertionResults: statuses.map((each) => ({ status: each })),
  });
  const report = {
    testResults: [
      file('/x/tests/unit/a.test.ts', 'failed', ['passed', 'passed', 'failed', 'pending', 'todo']),
      file('/x/tests/unit/broken.test.ts', 'failed', [], 'Cannot find module\nat …'),
      file('/x/tests/integration/b.test.ts', 'passed', ['passed']),
    ],
  };

  it('are those of the project asked for', () => {
    expect(vitestResult(report, 'integration')).toEqual(suiteResult('integration', { passed: 1 }));
  });

  it('hold a file that could not be loaded as a failure', () => {
    expect(vitestResult(report, 'unit')).toMatchObject({
      passed: 2,
      failed: 2,
      skipped: 2,
      problems: ['/x/tests/unit/broken.test.ts: Cannot find module'],
    });
  });
});

describe('the counts of Playwright', () => {
  it('hold a test that passed only when repeated as a failure', () => {
    expect(playwrightResult({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 } })).toMatchObject({
      passed: 3,
      failed: 2,
      skipped: 2,
    });
  });
});

describe('the closing line', () => {
  it('sums the suites', () => {
    const results = [suiteResult('unit', { passed: 4, skipped: 1 }), suiteResult('python', { passed: 3 })];
    expect(closingLine(results)).toEqual({ line: '7 passed, 0 failed, 1 skipped', ok: true });
  });

  it('leaves out skipped tests where there are none', () => {
    expect(closingLine([suiteResult('unit', { passed: 4 })]).line).toBe('4 passed, 0 failed');
  });

  it('counts a suite that broke without a failed test', () => {
    expect(closingLine([suiteResult('unit', { passed: 4 }), suiteResult('e2e', { problems: ['it ran no test'] })])).toEqual({
      line: '4 passed, 1 failed',
      ok: false,
    });
  });
});
