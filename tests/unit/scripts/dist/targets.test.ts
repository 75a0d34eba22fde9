import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problemWith, type System, targetNamed, unknownTarget } from '#scripts/dist/targets.mjs';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');

/** What a person on Linux without GitHub and without any tool reads. */
function problemOf(word: string, facts: { canDownload?: boolean; programs?: readonly string[]; here?: System } = {}): string | undefined {
  const here = facts.here ?? 'linux';
  const target = targetNamed(word, here);
  if (target === undefined) return unknownTarget(word, here);
  return problemWith(target, {
    here,
    canDownload: facts.canDownload ?? false,
    has: (program) => (facts.programs ?? []).includes(program),
    installLine: (needs) => `install ${needs.join(' ')}`,
  });
}

describe('the packages that can be asked for', () => {
  it('are of this system first, and of another by its name', () => {
    expect(targetNamed('appimage', 'linux')).toEqual({ name: 'AppImage', system: 'linux', target: 'AppImage' });
    expect(targetNamed('zip', 'darwin')).toMatchObject({ system: 'darwin' });
    expect(targetNamed('windows:zip', 'darwin')).toMatchObject({ name: 'windows:zip', system: 'win32', target: 'zip' });
    expect(targetNamed('nsis', 'linux')).toMatchObject({ system: 'win32' });
    expect(targetNamed('mac:deb', 'linux')).toBeUndefined();
  });

  it('fail with one sentence that says what is missing and what to do', () => {
    expect(problemOf('msi')).toMatch(/^There is no package of the kind “msi”: it can be deb, .*windows:nsis.* or mac:zip\.$/);
    expect(problemOf('mac:dmg')).toMatch(/part of macOS, so run “npm run dist” on a Mac\.$/);
    expect(problemOf('windows:zip')).toMatch(
      /Electron for Windows has to be downloaded from GitHub, .* set ELECTRON_MIRROR to a mirror\.$/,
    );
    expect(problemOf('nsis', { here: 'win32' })).toMatch(/the tools that make it have to be downloaded from GitHub/);
    expect(problemOf('rpm')).toMatch(
      /it needs rpmbuild, which this system does not have; get it with “install rpmbuild” and run this again\.$/,
    );
    expect(problemOf('AppImage', { programs: ['cc'] })).toMatch(/it needs squashfs and desktop-file-utils,/);
    for (const word of ['msi', 'mac:dmg', 'windows:zip', 'rpm', 'AppImage', 'deb'])
      expect(problemOf(word)).toMatch(/^\S(?:(?!\. )[^\n])+\.$/);
  });

  it('are made where what they need is there', () => {
    expect(problemOf('rpm', { programs: ['rpmbuild'] })).toBeUndefined();
    expect(problemOf('deb', { programs: ['dpkg-deb'] })).toBeUndefined();
    expect(problemOf('AppImage', { programs: ['mksquashfs', 'unsquashfs', 'desktop-file-validate', 'cc'] })).toBeUndefined();
    expect(problemOf('AppImage', { canDownload: true })).toBeUndefined();
    expect(problemOf('windows:nsis', { canDownload: true })).toBeUndefined();
    expect(problemOf('mac:dmg', { canDownload: true })).toBeDefined();
  });

  it.skipIf(process.platform === 'darwin')('are refused by the command itself, with exit code 1', async () => {
    const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
      const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
      execFile(process.execPath, [join(ROOT, 'scripts', 'dist.mjs'), 'mac:dmg'], { env }, (error, _stdout, errors) =>
        resolve({ code: error?.code, stderr: errors }),
      );
    });
    expect(code).toBe(1);
    expect(stderr.trim()).toBe(
      '✗ mac:dmg could not be built: the tools that make and sign packages for macOS are part of macOS, so run “npm run dist” on a Mac.',
    );
  });
});
