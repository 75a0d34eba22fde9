import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeScratchFolder, pathToPython, removeScratchFolder } from '#scripts/test/surroundings.mjs';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'agent-manager-surroundings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function mountsThatSay(kind: string, options: string): string {
  const file = join(folder, 'mounts');
  writeFileSync(file, `proc /proc proc rw 0 0\ntmpfs ${folder} ${kind} ${options} 0 0\n`);
  return file;
}

test.each([
  ['tmpfs', 'rw,nosuid,noexec'],
  ['ext4', 'rw'],
])('no scratch folder on %s with %s', (kind, options) => {
  expect(makeScratchFolder({ folder, mounts: mountsThatSay(kind, options) })).toBeUndefined();
});

test('no scratch folder where nothing is mounted', () => {
  mkdirSync(join(folder, 'plain'));
  expect(makeScratchFolder({ folder: join(folder, 'plain'), mounts: mountsThatSay('tmpfs', 'rw') })).toBeUndefined();
  expect(makeScratchFolder({ folder: join(folder, 'absent'), mounts: join(folder, 'absent') })).toBeUndefined();
});

test('a scratch folder goes with all that lies in it', () => {
  const scratch = makeScratchFolder({ folder, mounts: mountsThatSay('tmpfs', 'rw,nosuid') });
  // Without 4 GB of room there is none, which is right as well.
  if (scratch !== undefined) {
    writeFileSync(join(scratch, 'left'), '');
    expect(dirname(scratch)).toBe(folder);
  }
  removeScratchFolder(scratch);
  expect(existsSync(scratch ?? join(folder, 'none'))).toBe(false);
});

test.skipIf(process.platform === 'win32')('a launcher gives way to the Python it starts; a PATH that leads to Python stays', () => {
  const real = execFileSync('python3', ['-I', '-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).trim();
  writeFileSync(join(folder, 'python3'), `#!/bin/sh\nexec "${real}" "$@"\n`);
  chmodSync(join(folder, 'python3'), 0o755);
  expect(pathToPython({ PATH: folder })).toBe(`${dirname(real)}:${folder}`);
  expect(pathToPython({ PATH: `${folder}:${dirname(real)}` })).toBe(`${folder}:${dirname(real)}`);
  expect(pathToPython({ PATH: join(folder, 'empty') })).toBe(join(folder, 'empty'));
});
