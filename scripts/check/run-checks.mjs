/** All static checks, side by side; each says what failed and how to fix it. Used by `npm run check` and `npm test`. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { step } from '../setup/progress.mjs';
import { capture } from '../setup/run-command.mjs';
import { suiteResult } from '../test/results.mjs';
import { checkBoundaries } from './boundaries.mjs';
import { auditDependencies } from './dependency-audit.mjs';
import { unlessPassedBefore } from './passed-before.mjs';
import { checkPythonStyle } from './python-style.mjs';
import { checkTrackedFiles } from './tracked-files.mjs';

/** @typedef {import('./tracked-files.mjs').Finding} Finding */
/** @typedef {{name: string, fix: string, run: () => Promise<string>}} Check  `run` resolves to what is wrong, empty when nothing is */

const python = process.platform === 'win32' ? 'python' : 'python3';

/** What the outcome of the Python checks depends on. */
const PYTHON_SOURCES = ['python', 'scripts/check', 'package-lock.json'];

/** @type {Check[]} */
const CHECKS = [
  {
    name: 'TypeScript types',
    fix: '',
    run: () => runTool([join('node_modules', 'typescript', 'bin', 'tsc'), '--build', '--pretty', 'false']),
  },
  {
    name: 'format and lint',
    fix: 'npm run format fixes format, import order and what is safe to fix',
    run: () =>
      runTool([join('node_modules', '@biomejs', 'biome', 'bin', 'biome'), 'check', '--max-diagnostics=60', '--error-on-warnings', '.']),
  },
  { name: 'boundaries between folders', fix: 'ARCHITECTURE.md has the rule', run: async () => asText(await checkBoundaries()) },
  {
    name: 'Python format and lint',
    fix: 'npm run format fixes format and import order',
    run: () => unlessPassedBefore('python-style', PYTHON_SOURCES, async () => asText(await checkPythonStyle())),
  },
  {
    name: 'Python types',
    fix: '',
    run: () =>
      unlessPassedBefore('python-types', PYTHON_SOURCES, () =>
        runTool([join('node_modules', 'pyright', 'index.js'), '--project', 'python']),
      ),
  },
  { name: 'Python standard library only', fix: 'the sidecar runs on whatever Python 3.9+ a person has', run: checkPythonImports },
  {
    name: 'known holes in dependencies',
    fix: 'update the package, or say in scripts/check/audit-exceptions.json why the hole does not concern this app',
    run: auditDependencies,
  },
  { name: 'no hosts or machine paths', fix: '', run: async () => asText(await checkTrackedFiles()) },
];

/** @returns {Promise<import('../test/results.mjs').SuiteResult[]>} one suite, each check counted as one test */
export async function runChecks() {
  const complaints = await step('Checking format, lint, types and boundaries', () => Promise.all(CHECKS.map(runCheck)));
  const failures = complaints.filter((complaint) => complaint !== undefined);
  for (const { name, fix, text } of failures) {
    process.stdout.write(`\n✗ ${name}\n${text.trimEnd()}\n${fix ? `  → ${fix}\n` : ''}`);
  }
  return [
    suiteResult('check', {
      passed: CHECKS.length - failures.length,
      failed: failures.length,
      problems: failures.map(({ name }) => name),
    }),
  ];
}

/** @param {Check} check */
async function runCheck({ name, fix, run }) {
  const text = await run();
  return text ? { name, fix, text } : undefined;
}

/** @param {readonly string[]} args a tool's script and its arguments */
async function runTool(args) {
  const { code, output } = await capture(process.execPath, args, {
    cwd: root,
    env: { ...process.env, PYRIGHT_PYTHON_IGNORE_WARNINGS: '1' },
  });
  return code === 0 ? '' : output || `${args[0]} ended with exit code ${code}`;
}

async function checkPythonImports() {
  if (!existsSync(join(root, 'python'))) return '';
  const script = join('scripts', 'check', 'python-imports.py');
  const { code, output, stdout } = await capture(python, [script, join('python', 'intermap'), join('python', 'tests')], { cwd: root });
  if (code !== 0) return output;
  return asText(JSON.parse(stdout));
}

/** @param {readonly Finding[]} findings */
function asText(findings) {
  return findings.map(({ file, line, message }) => `  ${file}:${line}  ${message}`).join('\n');
}
