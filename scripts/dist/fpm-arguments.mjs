/** What electron-builder tells fpm, for the scripts that stand in for it. */
import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Switches of fpm that stand alone; every other one has a value behind it. */
const FLAGS = new Set(['--force', '--debug']);

/**
 * @typedef {{options: Map<string, string[]>, files: {from: string, to: string}[]}} FpmArguments
 *   `files`: `from` ends with a slash where the folder's contents are meant
 */

/**
 * @param {readonly string[]} args
 * @returns {FpmArguments}
 */
export function parseFpmArguments(args) {
  /** @type {FpmArguments['options']} */
  const options = new Map();
  const files = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (FLAGS.has(arg)) continue;
    if (arg.startsWith('-')) {
      index += 1;
      options.set(arg, [...(options.get(arg) ?? []), args[index] ?? '']);
    } else {
      const [from = '', to = ''] = arg.split('=');
      files.push({ from, to });
    }
  }
  return { options, files };
}

/** @param {FpmArguments['files']} files @param {string} staging the folder that stands for the system's root */
export function stageFiles(files, staging) {
  for (const { from, to } of files) {
    const target = join(staging, to);
    mkdirSync(dirname(target), { recursive: true });
    cpSync(from, target, { recursive: true, verbatimSymlinks: true });
  }
}
