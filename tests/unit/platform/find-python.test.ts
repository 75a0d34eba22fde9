import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findPython, parsePythonVersion, pythonCandidates } from '#platform/find-python.ts';

const commandsOn = (platform: NodeJS.Platform, configured?: string) =>
  pythonCandidates(configured, platform).map(({ command, prefixArgs }) => [command, ...prefixArgs].join(' '));

test('each system is searched where it keeps Python', () => {
  expect(commandsOn('linux')).toEqual(['python3', 'python']);
  expect(commandsOn('win32')).toEqual(['py -3', 'python', 'python3']);
  expect(commandsOn('darwin').slice(-2)).toEqual(['python3', 'python']);
  expect(commandsOn('darwin')[0]).toBe('/opt/homebrew/bin/python3');
});

test('a configured path is the only candidate', () => {
  expect(commandsOn('linux', '/opt/python')).toEqual(['/opt/python']);
});

test.each([
  ['3.11.7\n', [3, 11, 7]],
  ['Python 3.9.0rc1', [3, 9, 0]],
  ['Python was not found; run without arguments to install from the Microsoft Store', undefined],
])('version of %j', (output, version) => expect(parsePythonVersion(output)).toEqual(version));

test('the Python of this machine is found with its version', async () => {
  expect(await findPython()).toMatchObject({ version: expect.stringMatching(/^3\.\d+\.\d+$/) });
});

test.skipIf(process.platform === 'win32')(
  'behind a launcher the program itself is found, so that no start pays for the launcher',
  async () => {
    const real = await findPython();
    const folder = mkdtempSync(join(tmpdir(), 'agent-manager-python-'));
    const shim = join(folder, 'python3');
    writeFileSync(shim, `#!/bin/sh\nexec "${real.command}" "$@"\n`);
    chmodSync(shim, 0o755);
    try {
      expect(await findPython(shim)).toEqual({ ...real, prefixArgs: [] });
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
);

test('a program that is no Python is refused with what to install', async () => {
  await expect(findPython(process.platform === 'win32' ? 'whoami' : '/bin/echo', 'linux')).rejects.toMatchObject({
    code: 'start-failed',
    action: 'open-settings',
    message: expect.stringContaining('apt install python3'),
  });
});
