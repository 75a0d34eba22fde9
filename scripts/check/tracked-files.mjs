/** What git tracks, and what may not stand in it: addresses of package registries, paths of someone's machine, hosts in the lock file. */
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { capture } from '../setup/run-command.mjs';

/** @typedef {{file: string, line: number, message: string}} Finding */

/** Spelled in pieces where a pattern would find itself. */
const FORBIDDEN = [
  {
    pattern: new RegExp(['registry\\.npmjs', '\\.org|registry\\.yarnpkg', '\\.com|npm\\.pkg\\.github', '\\.com'].join('')),
    message: 'names a package registry: leave it out, so that the project works behind any mirror',
  },
  {
    // Invented people in tests and examples (/home/sam) are fine; the work tree and the home of whoever runs this are not.
    pattern: new RegExp(`(?<![\\w.$~/-])(${[root.replace(/\/$/, ''), homedir(), ['/ro', 'ot'].join('')].map(escapePattern).join('|')})/`),
    message: 'names a path of one machine: take it from the environment or a temp folder',
  },
];

/** @param {string} text */
function escapePattern(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Binary files, and the one file that is checked by rules of its own. */
const SKIPPED = /(\.(png|ico|icns|woff2?|wasm|db|gz|tgz|zip)$)|(^package-lock\.json$)/;

/** @returns {Promise<string[]>} tracked files and new ones that aren't ignored */
export async function projectFiles() {
  const { stdout } = await capture('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  return stdout.split('\0').filter(Boolean);
}

/**
 * @param {string} file
 * @param {string} text
 * @returns {Finding[]}
 */
export function findForbiddenText(file, text) {
  return text
    .split('\n')
    .flatMap((content, index) =>
      FORBIDDEN.filter(({ pattern }) => pattern.test(content)).map(({ message }) => ({ file, line: index + 1, message })),
    );
}

/**
 * @param {string} text package-lock.json
 * @returns {Finding[]}
 */
export function findHostsInLock(text) {
  return text
    .split('\n')
    .flatMap((content, index) =>
      /^\s*"resolved":\s*"(?!file:)/.test(content)
        ? [{ file: 'package-lock.json', line: index + 1, message: 'names a host: npm install with this project’s .npmrc writes none' }]
        : [],
    );
}

/** @returns {Promise<Finding[]>} */
export async function checkTrackedFiles() {
  const files = (await projectFiles()).filter((file) => !SKIPPED.test(file));
  const findings = await Promise.all(
    files.map(async (file) => {
      const text = await readFile(join(root, file), 'utf8').catch(() => ''); // Deleted, but not yet from git's index.
      return findForbiddenText(file, text);
    }),
  );
  const lock = await readFile(join(root, 'package-lock.json'), 'utf8');
  return [...findings.flat(), ...findHostsInLock(lock)];
}
