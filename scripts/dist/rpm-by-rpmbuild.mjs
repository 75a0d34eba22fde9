#!/usr/bin/env node
/**
 * Stands in for fpm, which electron-builder would download: takes the arguments electron-builder gives fpm for an .rpm and builds it with
 * rpmbuild, which fpm would call, too. Started by electron-builder through CUSTOM_FPM_PATH.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseFpmArguments, stageFiles } from './fpm-arguments.mjs';

/**
 * The spec file of rpmbuild. Folders that other packages own (/usr/share/icons) are not listed, only our files in them.
 * @param {import('./fpm-arguments.mjs').FpmArguments} fpm
 * @param {{afterInstall: string, afterRemove: string}} scripts
 */
export function specFile({ options, files }, { afterInstall, afterRemove }) {
  const one = (/** @type {string} */ name) => options.get(name)?.[0] ?? '';
  const fields = {
    Name: one('--name'),
    Version: one('--version'),
    Release: one('--iteration') || '1',
    Summary: one('--rpm-summary') || one('--description').split('\n')[0],
    License: one('--license'),
    URL: one('--url'),
    Vendor: one('--vendor'),
  };
  return [
    ...Object.entries(fields).flatMap(([name, value]) => (value ? [`${name}: ${value}`] : [])),
    ...(options.get('-d') ?? []).map((dependency) => `Requires: ${dependency}`),
    // Found by rpmbuild they would be the libraries inside Electron, which it brings itself.
    'AutoReqProv: no',
    ...['', '%description', one('--description'), '', '%post', literal(afterInstall), '', '%postun', literal(afterRemove), ''],
    ...['%files', '%defattr(-,root,root,-)', ...files.map(({ to }) => to), ''],
  ].join('\n');
}

/** A script's percent signs are no macros. @param {string} text */
const literal = (text) => text.replaceAll('%', '%%').trimEnd();

/** @param {readonly string[]} args */
function buildRpm(args) {
  const fpm = parseFpmArguments(args);
  const one = (/** @type {string} */ name) => fpm.options.get(name)?.[0] ?? '';
  if (one('-t') !== 'rpm') throw new Error(`This builds .rpm packages only, not ${one('-t')}.`);
  const work = mkdtempSync(join(tmpdir(), 'agent-manager-rpm-'));
  try {
    const staging = join(work, 'root');
    mkdirSync(staging);
    stageFiles(fpm.files, staging);
    const spec = join(work, 'package.spec');
    const script = (/** @type {string} */ name) => readFileSync(one(name), 'utf8');
    writeFileSync(spec, specFile(fpm, { afterInstall: script('--after-install'), afterRemove: script('--after-remove') }));
    const defines = {
      _topdir: join(work, 'build'),
      // Files are packed as they are: nothing stripped, no links for debuggers.
      __os_install_post: '%{nil}',
      _build_id_links: 'none',
      debug_package: '%{nil}',
      // zstd is what Fedora and openSUSE pack with; its level 3 takes seconds.
      _binary_payload: 'w3.zstdio',
    };
    const switches = Object.entries(defines).flatMap(([name, value]) => ['--define', `${name} ${value}`]);
    execFileSync('rpmbuild', ['-bb', '--quiet', '--target', one('--architecture'), '--buildroot', staging, ...switches, spec], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    moveBuilt(join(work, 'build', 'RPMS'), one('--package'));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {string} target */
function moveBuilt(folder, target) {
  const built = readdirSync(folder, { recursive: true, encoding: 'utf8' }).find((name) => name.endsWith('.rpm'));
  if (built === undefined) throw new Error('rpmbuild ended well and left no package.');
  const beside = `${target}.new`;
  copyFileSync(join(folder, built), beside);
  renameSync(beside, target);
}

if (basename(process.argv[1] ?? '') === 'rpm-by-rpmbuild.mjs') buildRpm(process.argv.slice(2));
