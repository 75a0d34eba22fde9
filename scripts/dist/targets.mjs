/** The packages that can be asked for, and what keeps one from being made here. Pure. */

/** @typedef {'linux' | 'win32' | 'darwin'} System */
/** @typedef {{name: string, system: System, target: string}} Target `name` as it was asked for, `target` as electron-builder calls it */

/** @type {Record<System, {prefix: string, title: string, switch: string, targets: string[]}>} */
export const SYSTEMS = {
  linux: { prefix: 'linux', title: 'Linux', switch: '--linux', targets: ['deb', 'AppImage', 'rpm', 'tar.gz', 'dir'] },
  win32: { prefix: 'windows', title: 'Windows', switch: '--win', targets: ['nsis', 'zip'] },
  darwin: { prefix: 'mac', title: 'macOS', switch: '--mac', targets: ['dmg', 'zip'] },
};

/** What `npm run dist` makes when nothing is named. */
export const DEFAULT_TARGETS = {
  linux: ['deb', 'AppImage', 'rpm', 'tar.gz'],
  win32: SYSTEMS.win32.targets,
  darwin: SYSTEMS.darwin.targets,
};

/**
 * `deb`, `AppImage`; `windows:zip` where another system has a target of that name.
 * @param {string} word
 * @param {System} here
 * @returns {Target | undefined}
 */
export function targetNamed(word, here) {
  const [prefix, target] = word.includes(':') ? word.split(':') : [undefined, word];
  const systems = /** @type {System[]} */ ([here, ...Object.keys(SYSTEMS).filter((system) => system !== here)]);
  for (const system of systems) {
    if (prefix !== undefined && SYSTEMS[system].prefix !== prefix) continue;
    const found = SYSTEMS[system].targets.find((name) => name.toLowerCase() === target?.toLowerCase());
    if (found !== undefined) return { name: prefix === undefined ? found : `${prefix}:${found}`, system, target: found };
  }
  return undefined;
}

/** @param {string} word @param {System} here */
export function unknownTarget(word, here) {
  const names = Object.entries(SYSTEMS).flatMap(([system, { prefix, targets }]) =>
    targets.map((target) => (system === here ? target : `${prefix}:${target}`)),
  );
  return `There is no package of the kind “${word}”: it can be ${names.slice(0, -1).join(', ')} or ${names.at(-1)}.`;
}

/** @typedef {import('../setup/system-packages.mjs').Need} Need */
/** @typedef {{here: System, canDownload: boolean, has: (program: string) => boolean}} Facts `canDownload`: from GitHub, where electron-builder has its tools */

/** Programs of the system that can take the place of AppImage's own tools. */
const FOR_APPIMAGE = /** @type {const} */ ({
  mksquashfs: 'squashfs',
  unsquashfs: 'squashfs',
  'desktop-file-validate': 'desktop-file-utils',
  cc: 'c-compiler',
});

/**
 * What of the system's own is missing for a target.
 * @param {Target} target
 * @param {Facts} facts
 * @returns {Need[]}
 */
export function needsOf({ target }, { canDownload, has }) {
  if (target === 'rpm') return has('rpmbuild') ? [] : ['rpmbuild'];
  if (canDownload) return [];
  if (target === 'deb') return has('dpkg-deb') ? [] : ['dpkg'];
  if (target !== 'AppImage') return [];
  return [...new Set(Object.entries(FOR_APPIMAGE).flatMap(([program, need]) => (has(program) ? [] : [need])))];
}

/**
 * One sentence that says what keeps a target from being made here and what to do; undefined where nothing does.
 * @param {Target} target
 * @param {Facts & {installLine: (needs: Need[]) => string}} facts
 */
export function problemWith({ name, system, target }, facts) {
  const { here, canDownload, installLine } = facts;
  const cannot = `${name} could not be built`;
  if (system === 'darwin' && here !== 'darwin')
    return `${cannot}: the tools that make and sign packages for macOS are part of macOS, so run “npm run dist” on a Mac.`;
  if (system !== here && !canDownload)
    return `${cannot}: Electron for ${SYSTEMS[system].title} has to be downloaded from GitHub, which can’t be reached from here; run it where it can be, or set ELECTRON_MIRROR to a mirror.`;
  if (['nsis', 'dmg'].includes(target) && !canDownload)
    return `${cannot}: the tools that make it have to be downloaded from GitHub, which can’t be reached from here; run it where it can be.`;
  const needs = needsOf({ name, system, target }, facts);
  if (needs.length === 0) return undefined;
  return `${cannot}: it needs ${needs.join(' and ')}, which this system does not have; get it with “${installLine(needs)}” and run this again.`;
}
