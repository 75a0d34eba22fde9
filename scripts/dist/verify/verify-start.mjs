/** Packages that are not the deb: put where people put them, started by a normal user with the sandbox on, used, quit, and taken away. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readlinkSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { SetupFailure } from '../../setup/failure.mjs';
import { step } from '../../setup/progress.mjs';
import { converse, expect, PROJECT, quitWithoutTraces } from './conversation.mjs';
import { sandboxProblem, startInstalledApp } from './installed-app.mjs';

/**
 * @typedef {object} Place
 * @property {string} program what the person starts
 * @property {() => void} remove throws a sentence where it leaves something behind
 */

/** @type {Record<string, (file: string, folder: string) => Place>} by the end of the file's name */
const KINDS = { '.AppImage': placeAppImage, '.tar.gz': placeArchive, '.rpm': placeRpm };

/** @param {string} file */
export function canVerifyStart(file) {
  return Object.keys(KINDS).some((ending) => file.endsWith(ending));
}

/** @param {{file: string, folder: string, person: import('./person.mjs').Person, display: string}} options */
export async function verifyStart({ file, folder, person, display }) {
  const [ending = '', place] = Object.entries(KINDS).find(([name]) => file.endsWith(name)) ?? [];
  if (place === undefined) throw new SetupFailure(`${basename(file)} is no package that can be tried here.`);
  chmodSync(folder, 0o755);
  person.writeFiles(PROJECT);
  const { program, remove } = await step(`Putting the ${ending.slice(1)} in its place`, async () => place(file, folder));
  const dataFolder = join(person.home, '.config', 'Agent Manager');
  const app = await step('Starting it as a normal user, with the sandbox on', () =>
    startInstalledApp(person, { program, display, dataFolder }),
  );
  const problem = sandboxProblem(person.processes());
  expect(problem === '', `The sandbox is not on: ${problem}.`);
  await step('Asking the code guide about Python and TypeScript', () => converse(app, join(person.home, 'project')));
  await step('Quitting', () => quitWithoutTraces(app, person));
  const unpacked = readdirSync('/tmp').filter((name) => name.startsWith('appimage-') && statSync(join('/tmp', name)).uid === person.uid);
  expect(unpacked.length === 0, `It left ${unpacked.join(', ')} in /tmp.`);
  await step('Taking it away', async () => remove());
  return { kind: ending.slice(1), packageMegabytes: Math.round(statSync(file).size / 2 ** 20), startMs: Math.round(app.startMs) };
}

/** @param {string} file @param {string} folder @returns {Place} */
function placeAppImage(file, folder) {
  const program = join(folder, basename(file));
  copyFileSync(file, program);
  chmodSync(program, 0o755);
  return { program, remove: () => {} };
}

/** @param {string} file @param {string} folder @returns {Place} */
function placeArchive(file, folder) {
  execFileSync('tar', ['--extract', '--no-same-owner', '--file', file, '--directory', folder]);
  const [unpacked] = readdirSync(folder);
  const program = join(folder, unpacked ?? '', 'agent-manager');
  expect(existsSync(program), 'There is no program in the archive.');
  return { program, remove: () => {} };
}

/**
 * Into this system, though it keeps its packages otherwise: with a database of rpm's own, and without asking for Fedora's names.
 * @param {string} file @param {string} folder @returns {Place}
 */
function placeRpm(file, folder) {
  const database = join(folder, 'rpm');
  mkdirSync(database);
  const rpm = (/** @type {string[]} */ ...args) => execFileSync('rpm', ['--dbpath', database, '--nodeps', ...args], { stdio: 'pipe' });
  const command = '/usr/bin/agent-manager';
  const program = '/opt/agent-manager/agent-manager';
  rpm('--install', file);
  // Once more, as an upgrade does it: the scripts of the former one run after those of the new one.
  rpm('--upgrade', '--force', file);
  expect(existsSync(command) && readlinkSync(command) === program, 'After an upgrade the command is gone.');
  return {
    program: command,
    remove() {
      rpm('--erase', 'agent-manager');
      for (const path of ['/opt/agent-manager', '/usr/share/applications/agent-manager.desktop', '/etc/apparmor.d/agent-manager'])
        expect(!existsSync(path), `${path} is still there.`);
      expect(!readdirSync('/usr/bin').includes('agent-manager'), 'The command is still there.');
    },
  };
}
