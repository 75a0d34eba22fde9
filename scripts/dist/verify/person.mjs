/** A normal user of the machine, made for the check of a package and removed after it. Needs root. */
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * @typedef {object} Person
 * @property {string} name
 * @property {string} home
 * @property {number} uid
 * @property {(command: string, args: readonly string[], env?: Record<string, string>) => import('node:child_process').ChildProcess} start
 *   starts a program as this person; its pid is the program's own
 * @property {(command: string, args: readonly string[], env?: Record<string, string>) => string} run runs one to its end, returns what it printed
 * @property {(files: Readonly<Record<string, string>>) => void} writeFiles below the home folder
 * @property {() => {pid: number, command: string}[]} processes those that live now
 * @property {() => void} remove with the home folder
 */

/** @param {string} name @returns {Person} */
export function createPerson(name) {
  execFileSync('useradd', ['--create-home', '--shell', '/bin/sh', name]);
  const [, , uid = '', gid = '', , home = ''] = execFileSync('getent', ['passwd', name], { encoding: 'utf8' }).trim().split(':');
  // setpriv becomes the program it starts, so that signals and exit codes are the program's.
  const asPerson = (/** @type {string} */ command, /** @type {readonly string[]} */ args) => [
    `--reuid=${uid}`,
    `--regid=${gid}`,
    '--init-groups',
    command,
    ...args,
  ];
  /** @param {Record<string, string>} env @returns {NodeJS.ProcessEnv} */
  const environment = (env) => ({ HOME: home, USER: name, LOGNAME: name, PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8', ...env });
  return {
    name,
    home,
    uid: Number(uid),
    start: (command, args, env = {}) =>
      spawn('setpriv', asPerson(command, args), { cwd: home, env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] }),
    run: (command, args, env = {}) =>
      execFileSync('setpriv', asPerson(command, args), { cwd: home, env: environment(env), encoding: 'utf8', stdio: 'pipe' }),
    writeFiles(files) {
      for (const [path, text] of Object.entries(files)) {
        const file = join(home, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
        chownSync(dirname(file), Number(uid), Number(gid));
        chownSync(file, Number(uid), Number(gid));
      }
    },
    processes: () => processesOf(Number(uid)),
    remove: () => void execFileSync('userdel', ['--remove', name], { stdio: 'ignore' }),
  };
}

/** @param {number} uid */
function processesOf(uid) {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        const owner = /^Uid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
        // A zombie has no command line: it has ended.
        return Number(owner) === uid && command !== '' ? [{ pid: Number(pid), command }] : [];
      } catch {
        return []; // It ended while we looked.
      }
    });
}
