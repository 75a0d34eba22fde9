import { expect, it } from 'vitest';
import { parseFpmArguments } from '#scripts/dist/fpm-arguments.mjs';
import { specFile } from '#scripts/dist/rpm-by-rpmbuild.mjs';

const ARGUMENTS = [
  ...['-s', 'dir', '--force', '-t', 'rpm', '-d', '(gtk3 or libgtk-3-0)', '-d', 'xdg-utils', '--rpm-compression', 'xzmt'],
  ...['--architecture', 'x86_64', '--description', 'Many agents side by side.', '--version', '0.1.0', '--rpm-summary', 'Many agents'],
  ...['--package', 'release/x.rpm', '--name', 'agent-manager', '--license', 'MIT', '--vendor', 'A <a@b.example>'],
  ...['dist/unpacked/=/opt/agent-manager', 'icon.png=/usr/share/icons/icon.png'],
];

it('the stand-in for fpm writes a spec file that owns our files alone and leaves scripts as they are', () => {
  const spec = specFile(parseFpmArguments(ARGUMENTS), { afterInstall: 'echo 100%\n', afterRemove: 'exit 0\n' });
  expect(spec.split('\n')).toEqual([
    ...['Name: agent-manager', 'Version: 0.1.0', 'Release: 1', 'Summary: Many agents', 'License: MIT', 'Vendor: A <a@b.example>'],
    ...['Requires: (gtk3 or libgtk-3-0)', 'Requires: xdg-utils', 'AutoReqProv: no'],
    ...['', '%description', 'Many agents side by side.', '', '%post', 'echo 100%%', '', '%postun', 'exit 0', ''],
    ...['%files', '%defattr(-,root,root,-)', '/opt/agent-manager', '/usr/share/icons/icon.png', ''],
  ]);
});
