/** A .deb on this machine: put on, looked into, taken off. Needs root. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @param {string} file @param {string} field @returns {string} */
export function debField(file, field) {
  return execFileSync('dpkg-deb', ['--field', file, field], { encoding: 'utf8' }).trim();
}

/**
 * The same package under an older version: what an upgrade starts from. Its files are the same; what is tested is that dpkg replaces the
 * program and leaves what the person has.
 * @param {string} file
 * @param {string} version
 * @param {string} folder where it goes
 */
export function repackAs(file, version, folder) {
  const unpacked = mkdtempSync(join(tmpdir(), 'agent-manager-repack-'));
  try {
    execFileSync('dpkg-deb', ['--raw-extract', file, unpacked]);
    const control = join(unpacked, 'DEBIAN', 'control');
    writeFileSync(control, readFileSync(control, 'utf8').replace(/^Version: .*$/m, `Version: ${version}`));
    const target = join(folder, `older_${version}.deb`);
    // Not compressed: it is thrown away in a minute.
    execFileSync('dpkg-deb', ['--root-owner-group', '-Znone', '--build', unpacked, target], { stdio: 'ignore' });
    return target;
  } finally {
    rmSync(unpacked, { recursive: true, force: true });
  }
}

/** @param {string} file */
export function install(file) {
  execFileSync('dpkg', ['--install', file], { stdio: 'pipe' });
}

/** @param {string} name @param {'remove' | 'purge'} [how] */
export function uninstall(name, how = 'remove') {
  execFileSync('dpkg', [`--${how}`, name], { stdio: 'pipe' });
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg fills these in.
const STATE_AND_VERSION = '${db:Status-Status} ${Version}';

/** @param {string} name @returns {string | undefined} its version where it is installed */
export function installedVersion(name) {
  try {
    const words = execFileSync('dpkg-query', ['--show', '--showformat', STATE_AND_VERSION, name], {
      encoding: 'utf8',
      stdio: 'pipe',
    });
    return /^installed (.+)$/.exec(words)?.[1];
  } catch {
    return undefined; // dpkg has never heard of it.
  }
}

/** @param {string} name @returns {string[]} the files and folders that dpkg put there */
export function filesOf(name) {
  return execFileSync('dpkg', ['--listfiles', name], { encoding: 'utf8' }).trim().split('\n');
}

/** @param {string} folder @returns {number} bytes on disk */
export function sizeOnDisk(folder) {
  return Number(execFileSync('du', ['--summarize', '--block-size=1', folder], { encoding: 'utf8' }).split('\t')[0]);
}

/** The newest .deb in a folder. @param {string} folder */
export function newestDeb(folder) {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.deb')) : [];
  return names.length === 1 && names[0] ? join(folder, names[0]) : undefined;
}
