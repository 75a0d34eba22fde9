#!/usr/bin/env node
/**
 * Stands in for fpm, which electron-builder would download: takes the arguments electron-builder gives fpm for a .deb and builds it with
 * Debian's own dpkg-deb. Started by electron-builder through CUSTOM_FPM_PATH.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { root } from '../setup/paths.mjs';
import { parseFpmArguments, stageFiles } from './fpm-arguments.mjs';

/**
 * The control file of a Debian package (Debian Policy, chapter 5).
 * @param {Map<string, string[]>} options
 * @param {number} installedKilobytes
 */
export function controlFile(options, installedKilobytes) {
  const one = (/** @type {string} */ name) => options.get(name)?.[0] ?? '';
  const list = (/** @type {string} */ name) => (options.get(name) ?? []).join(', ');
  const [summary = '', ...details] = one('--description')
    .split('\n')
    .map((line) => line.trim());
  const fields = {
    Package: one('--name'),
    Version: one('--version'),
    Architecture: one('--architecture'),
    Maintainer: one('--maintainer'),
    'Installed-Size': String(installedKilobytes),
    Depends: list('-d'),
    Recommends: list('--deb-recommends'),
    Section: one('--category') || 'devel',
    Priority: one('--deb-priority') || 'optional',
    Homepage: one('--url'),
    // A line of a description starts with a space, an empty one with a full stop.
    Description: [summary, ...details.flatMap(wrapped).map((line) => ` ${line || '.'}`)].join('\n'),
  };
  return `${Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n')}\n`;
}

/** Terminals show a description as it is: Debian wants at most 80 columns. @param {string} line */
function wrapped(line) {
  return line.match(/\S.{0,76}(?=\s|$)/g) ?? [''];
}

/** @param {string} path @returns {number} bytes of a file, or of everything in a folder */
function sizeOf(path) {
  const { size } = statSync(path, { throwIfNoEntry: false }) ?? { size: 0 };
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return size;
  return readdirSync(path).reduce((total, name) => total + sizeOf(join(path, name)), 0);
}

/** @param {readonly string[]} args */
function buildDeb(args) {
  const { options, files } = parseFpmArguments(args);
  const type = options.get('-t')?.[0];
  if (type !== 'deb') throw new Error(`This builds .deb packages only, not ${type}: install fpm for the others.`);
  const staging = mkdtempSync(join(tmpdir(), 'agent-manager-deb-'));
  try {
    stageFiles(files, staging);
    stageCopyright(options.get('--name')?.[0] ?? '', staging);
    const control = join(staging, 'DEBIAN');
    mkdirSync(control);
    writeFileSync(join(control, 'control'), controlFile(options, Math.ceil(sizeOf(staging) / 1024)));
    copyScript(options.get('--after-install')?.[0], join(control, 'postinst'));
    copyScript(options.get('--after-remove')?.[0], join(control, 'postrm'));
    chmodSync(staging, 0o755);
    const target = options.get('--package')?.[0] ?? '';
    // The lowest level: 6 took 7 minutes of a core for a package a tenth smaller.
    execFileSync('dpkg-deb', ['--root-owner-group', '-Zxz', '-z1', '--build', staging, target], { stdio: 'inherit' });
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/** Debian's place for it (Policy, 12.5). @param {string} name @param {string} staging */
function stageCopyright(name, staging) {
  const folder = join(staging, 'usr', 'share', 'doc', name);
  mkdirSync(folder, { recursive: true });
  const others = 'Licences of what is inside are shown under About in the Help menu; those of Chromium are in LICENSES.chromium.html.\n';
  writeFileSync(join(folder, 'copyright'), `${readFileSync(join(root, 'LICENSE'), 'utf8').trimEnd()}\n\n${others}`);
}

/** @param {string | undefined} from @param {string} to */
function copyScript(from, to) {
  if (!from) return;
  writeFileSync(to, readFileSync(from));
  chmodSync(to, 0o755);
}

if (basename(process.argv[1] ?? '') === 'deb-by-dpkg.mjs') buildDeb(process.argv.slice(2));
