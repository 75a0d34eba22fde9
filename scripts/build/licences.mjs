/** The licences of everything that ships: read from the packages that went into the bundles, shown by the app's About. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What ships without being bundled: the native module, Electron, and files that are copied as they are. */
const NOT_BUNDLED = ['better-sqlite3', 'electron', 'web-tree-sitter', '@vscode/tree-sitter-wasm'].map((name) => `node_modules/${name}`);

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;

/**
 * @typedef {{name: string, version: string, licence: string, text: number | null}} LicensedPackage `text`: its place among `texts`
 * @typedef {{packages: LicensedPackage[], texts: string[]}} Licences  most packages share few texts
 */

/**
 * @param {readonly string[]} inputs files that went into a bundle
 * @returns {string[]} the folders of the packages they are of, from `node_modules/` on
 */
export function packageFolders(inputs) {
  const marker = 'node_modules/';
  const folders = inputs.flatMap((input) => {
    const path = input.replaceAll('\\', '/');
    const first = path.indexOf(marker);
    // The last one counts: a package may have others inside.
    const last = path.lastIndexOf(marker) + marker.length;
    const name = /^(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path.slice(last))?.[0];
    return first === -1 || name === undefined ? [] : [path.slice(first, last) + name];
  });
  return [...new Set(folders)].sort();
}

/**
 * @param {string} root
 * @param {readonly string[]} folders of packages, relative to `root`
 * @returns {Licences}
 */
export function collectLicences(root, folders) {
  /** @type {Map<string, number>} */
  const places = new Map();
  /** @type {Map<string, LicensedPackage>} */
  const packages = new Map();
  for (const folder of new Set([...folders, ...NOT_BUNDLED])) {
    const { name, version, licence } = describe(root, folder);
    const text = licenceText(join(root, folder));
    if (text !== '' && !places.has(text)) places.set(text, places.size);
    packages.set(`${name} ${version}`, { name, version, licence, text: places.get(text) ?? null });
  }
  const sorted = [...packages.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version.localeCompare(b.version)));
  return { packages: sorted, texts: [...places.keys()] };
}

/** @param {string} root @param {string} folder */
function describe(root, folder) {
  const { name, version = '', license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  // Old packages say it as an object.
  const licence = typeof license === 'string' ? license : (license?.type ?? '');
  return { name: String(name ?? folder.replace(/^.*node_modules\//, '')), version: String(version), licence: String(licence) };
}

/** @param {string} folder */
function licenceText(folder) {
  const files = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile() && LICENCE_FILE.test(entry.name));
  return files
    .map(({ name }) => readFileSync(join(folder, name), 'utf8').replaceAll('\r\n', '\n').trim())
    .join('\n\n')
    .trim();
}
