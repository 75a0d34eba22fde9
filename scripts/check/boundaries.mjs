/**
 * The dependency rule where the linter can't see it: relative imports that climb into another top folder, and the few names that may
 * be used in one place only. The rule itself (who may import whom by `#folder/…`) stands in biome.json.
 */
import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { root } from '../setup/paths.mjs';
import { projectFiles } from './tracked-files.mjs';

/** @typedef {import('./tracked-files.mjs').Finding} Finding */

const SOURCE = /^(protocol|platform|electron|renderer|bridge|tests|scripts)\/.*\.(ts|tsx|mts|mjs|js)$/;

/** `from '…'`, `import('…')` and `import '…'`. */
const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(\s*|^\s*import\s+)['"](\.[^'"]*)['"]/g;

const SINGLE_PLACES = [
  {
    name: /\bipcMain\b/,
    allowed: /^electron\/ipc\//,
    message: 'ipcMain is used in electron/ipc/ only, which checks the sender and parses the payload: add a channel to protocol/ipc.ts',
  },
  {
    name: /\b(ipcRenderer|contextBridge)\b/,
    allowed: /^electron\/preload\.ts$/,
    message: 'ipcRenderer and contextBridge are used in electron/preload.ts only: add a channel to protocol/ipc.ts',
  },
  {
    name: /\b(window|globalThis)\.agentManager\b/,
    allowed: /^renderer\/api\.ts$/,
    message: 'the preload object is used in renderer/api.ts only: import the api from there',
  },
];

/**
 * @param {string} file path from the root, with forward slashes
 * @param {string} text
 * @returns {Finding[]}
 */
export function findBoundaryBreaks(file, text) {
  const top = file.split('/')[0];
  return text.split('\n').flatMap((content, index) => {
    const line = index + 1;
    const climbs = [...content.matchAll(SPECIFIER)].flatMap(([, specifier = '']) => {
      const target = posix.join(posix.dirname(file), specifier);
      const targetTop = target.split('/')[0];
      if (targetTop === top || top === 'tests') return [];
      return [{ file, line, message: `import across top folders goes by name: '#${target}' instead of '${specifier}'` }];
    });
    const isComment = /^\s*(\/\/|\/?\*)/.test(content);
    const misplaced = SINGLE_PLACES.filter(
      ({ name, allowed }) => /^(electron|renderer)$/.test(top ?? '') && !isComment && name.test(content) && !allowed.test(file),
    ).map(({ message }) => ({ file, line, message }));
    return [...climbs, ...misplaced];
  });
}

/** @returns {Promise<Finding[]>} */
export async function checkBoundaries() {
  // The scripts are plain Node without a #folder to go by: they may climb to each other and to build.mjs files.
  const files = (await projectFiles()).filter((file) => SOURCE.test(file) && !file.startsWith('scripts/'));
  const findings = await Promise.all(
    files.map(async (file) => findBoundaryBreaks(file, await readFile(join(root, file), 'utf8').catch(() => ''))),
  );
  return findings.flat();
}
