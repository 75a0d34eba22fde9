import { describe, expect, it } from 'vitest';
import { controlFile } from '#scripts/dist/deb-by-dpkg.mjs';
import { parseFpmArguments } from '#scripts/dist/fpm-arguments.mjs';

const ARGUMENTS = [
  ...['-s', 'dir', '--force', '-t', 'deb', '-d', 'libnss3', '-d', 'libgbm1', '--deb-recommends', 'python3'],
  ...[
    '--architecture',
    'amd64',
    '--description',
    'Many agents\n side by side.\n\nOne window, and a line that is longer than a terminal is wide, because somebody wrote on and on.',
    '--version',
    '0.1.0',
  ],
  ...['--package', 'release/x.deb', '--name', 'agent-manager', '--maintainer', 'A <a@b.example>'],
  ...['dist/unpacked/=/opt/agent-manager', 'icon.png=/usr/share/icons/icon.png'],
];

describe('the stand-in for fpm', () => {
  it('reads which file goes where', () => {
    expect(parseFpmArguments(ARGUMENTS).files).toEqual([
      { from: 'dist/unpacked/', to: '/opt/agent-manager' },
      { from: 'icon.png', to: '/usr/share/icons/icon.png' },
    ]);
  });

  it('writes a control file as Debian wants it', () => {
    expect(controlFile(parseFpmArguments(ARGUMENTS).options, 1234)).toBe(
      [
        'Package: agent-manager',
        'Version: 0.1.0',
        'Architecture: amd64',
        'Maintainer: A <a@b.example>',
        'Installed-Size: 1234',
        'Depends: libnss3, libgbm1',
        'Recommends: python3',
        'Section: devel',
        'Priority: optional',
        'Description: Many agents',
        ' side by side.',
        ' .',
        ' One window, and a line that is longer than a terminal is wide, because',
        ' somebody wrote on and on.',
        '',
      ].join('\n'),
    );
  });
});
