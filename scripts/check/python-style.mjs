/** Format and lint of the Python sidecar by Ruff, which npm has as WebAssembly: no Python package has to be installed. */
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { projectFiles } from './tracked-files.mjs';

/** @typedef {import('./tracked-files.mjs').Finding} Finding */

/** Fixtures are input for tests, broken and ugly on purpose. */
const isOurs = (/** @type {string} */ file) => /^python\/.*\.py$/.test(file) && !file.includes('/fixtures/');

const require = createRequire(import.meta.url); // Both packages are CommonJS.

/** The settings of python/pyproject.toml, which editors read too. */
async function readSettings() {
  const { tool } = require('@iarna/toml').parse(await readFile(join(root, 'python', 'pyproject.toml'), 'utf8'));
  return tool.ruff;
}

/** @param {any} settings */
function openWorkspace(settings) {
  const { Workspace, PositionEncoding } = require('@astral-sh/ruff-wasm-nodejs');
  return new Workspace(settings, PositionEncoding.Utf16);
}

/**
 * The rules left out for one file. Ruff as WebAssembly is given text without a path, so it can't tell by itself.
 * @param {any} settings
 * @param {string} file
 * @returns {string[]}
 */
function ignoredIn(settings, file) {
  const perFile = Object.entries(settings.lint['per-file-ignores'] ?? {});
  return perFile.flatMap(([pattern, rules]) => (isMatch(file, `python/${pattern}`) ? rules : []));
}

/** Ruff's patterns, of which the settings use two kinds: a file, and `folder/*` for everything below it. */
const isMatch = (/** @type {string} */ file, /** @type {string} */ pattern) =>
  pattern.endsWith('/*') ? file.startsWith(pattern.slice(0, -1)) : file === pattern;

/** @returns {Promise<Finding[]>} */
export async function checkPythonStyle() {
  const settings = await readSettings();
  const workspace = openWorkspace(settings);
  const findings = await Promise.all(
    (await projectFiles()).filter(isOurs).map(async (file) => {
      const text = await readFile(join(root, file), 'utf8').catch(() => ''); // Deleted, but not yet from git's index.
      const ignored = ignoredIn(settings, file);
      const found = workspace.check(text).filter((/** @type {any} */ { code }) => !ignored.includes(code));
      const linted = found.map((/** @type {any} */ { code, message, start_location }) => ({
        file,
        line: start_location.row,
        message: code ? `${message} (${code})` : message,
      }));
      const hasSyntaxError = linted.some((/** @type {Finding} */ { message }) => /SyntaxError|invalid-syntax/.test(message));
      if (hasSyntaxError || workspace.format(text) === text) return linted;
      return [...linted, { file, line: 1, message: 'is not formatted: npm run format' }];
    }),
  );
  return findings.flat();
}

/**
 * @param {readonly string[]} paths files and folders from the root; none for everything
 * @returns {Promise<string[]>} the files that were rewritten: formatted, and with Ruff's fix of import order applied
 */
export async function formatPython(paths) {
  const workspace = openWorkspace(await readSettings());
  const isWanted = (/** @type {string} */ file) =>
    paths.length === 0 || paths.some((path) => file === path || file.startsWith(`${path.replace(/\/$/, '')}/`));
  const files = (await projectFiles()).filter((file) => isOurs(file) && isWanted(file));
  const written = await Promise.all(
    files.map(async (file) => {
      const path = join(root, file);
      const text = await readFile(path, 'utf8').catch(() => ''); // Deleted, but not yet from git's index.
      const formatted = formatSource(workspace, text);
      if (formatted === text) return [];
      await writeFile(path, formatted);
      return [file];
    }),
  );
  return written.flat();
}

/** Fixes that can't change what the code does: import order, needless quotes in annotations, needless noqa comments, sorted __slots__. */
const SAFE_FIXES = new Set(['I001', 'UP037', 'RUF100', 'RUF023']);

/**
 * @param {any} workspace
 * @param {string} text
 */
function formatSource(workspace, text) {
  try {
    const fixable = workspace.check(text).filter((/** @type {any} */ { code, fix }) => SAFE_FIXES.has(code) && fix);
    return workspace.format(
      applyEdits(
        text,
        fixable.flatMap((/** @type {any} */ { fix }) => fix.edits),
      ),
    );
  } catch {
    return text; // Broken syntax: the check names it; there is nothing to format.
  }
}

/**
 * Applies edits of one text, leaving out those that overlap an earlier one.
 * @param {string} text
 * @param {readonly {content: string | null, location: {row: number, column: number}, end_location: {row: number, column: number}}[]} edits
 *   rows and columns count from 1
 */
export function applyEdits(text, edits) {
  const lineStarts = [0];
  for (const line of text.split('\n')) lineStarts.push((lineStarts.at(-1) ?? 0) + line.length + 1);
  const offset = (/** @type {{row: number, column: number}} */ { row, column }) => (lineStarts[row - 1] ?? text.length) + column - 1;
  const ordered = edits
    .map(({ content, location, end_location }) => ({ content: content ?? '', start: offset(location), end: offset(end_location) }))
    .sort((a, b) => a.start - b.start);
  let result = '';
  let position = 0;
  for (const { content, start, end } of ordered) {
    if (start < position) continue;
    result += text.slice(position, start) + content;
    position = end;
  }
  return result + text.slice(position);
}
