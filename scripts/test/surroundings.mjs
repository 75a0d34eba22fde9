/** What tests run in, chosen so that they measure the app and not the machine: which Python, and where temporary files lie. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const MEMORY_FOLDER = '/dev/shm';

/** Several times what all suites keep there at once (250 MB at most, seen with du). */
const MEMORY_NEEDED_BYTES = 4 * 2 ** 30;

/** How many windows are driven side by side: each has a main process and a page that want a core. */
export const WINDOWS_AT_ONCE = Math.max(1, Math.min(2, availableParallelism()));

/**
 * PATH with the folder of the Python that runs in the end at its head: a launcher such as pyenv's shim is a shell script that costs several
 * times what Python's own start does, and tests start Python hundreds of times.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function pathToPython(env) {
  if (process.platform === 'win32') return env.PATH;
  try {
    const script = 'import sys; print(sys.executable if sys.prefix == sys.base_prefix else "")';
    const program = execFileSync('python3', ['-I', '-c', script], { env, encoding: 'utf8' }).trim();
    const folders = (env.PATH ?? '').split(delimiter);
    // A folder that is there already stays in its place: other programs in it must not come before those the person meant.
    return program === '' || folders.includes(dirname(program)) ? env.PATH : [dirname(program), ...folders].join(delimiter);
  } catch {
    return env.PATH; // No Python: the tests that need one say so.
  }
}

/**
 * A folder for this run's temporary files, in memory where the machine has plenty: databases that are synced to disk thousands of times
 * otherwise make tests wait for the disk. Undefined where there is no such place.
 * @param {{folder?: string, mounts?: string}} [options]
 */
export function makeScratchFolder({ folder = MEMORY_FOLDER, mounts = '/proc/self/mounts' } = {}) {
  try {
    const mount = readFileSync(mounts, 'utf8')
      .split('\n')
      .find((line) => line.split(' ')[1] === folder);
    const [, , kind, options = ''] = mount?.split(' ') ?? [];
    const { bavail, bsize } = statfsSync(folder);
    // Tests put programs there and start them.
    const isFit = kind === 'tmpfs' && !options.split(',').includes('noexec') && bavail * bsize >= MEMORY_NEEDED_BYTES;
    return isFit ? mkdtempSync(join(folder, 'agent-manager-test-')) : undefined;
  } catch {
    return undefined; // Not Linux, or not ours to write in: the system's own folder for temporary files does.
  }
}

/** @param {string | undefined} folder */
export function removeScratchFolder(folder) {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
