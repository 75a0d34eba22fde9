/** The branch a folder is on, read from git's own files: it is asked for again and again, and starting git for it would be felt. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { ProjectStatus } from '#protocol/projects.ts';

const SHORT_COMMIT_CHARS = 8;

export function projectStatus(folder: string): ProjectStatus {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) return { exists: false, git: null };
  return { exists: true, git: gitHead(folder) };
}

function gitHead(folder: string): ProjectStatus['git'] {
  try {
    const gitFolder = findGitFolder(folder);
    if (gitFolder === null) return null;
    const head = readFileSync(join(gitFolder, 'HEAD'), 'utf8').trim();
    const branch = /^ref: refs\/heads\/(.+)$/.exec(head)?.[1];
    if (branch !== undefined) return { branch, commit: null };
    return { branch: null, commit: head.slice(0, SHORT_COMMIT_CHARS) };
  } catch {
    // Not ours to read, or in the middle of being made: the title bar says nothing then.
    return null;
  }
}

/** A worktree and a submodule have a file in the place of the folder that says where it is. */
function findGitFolder(folder: string): string | null {
  const entry = join(folder, '.git');
  if (!existsSync(entry)) {
    const parent = dirname(folder);
    return parent === folder ? null : findGitFolder(parent);
  }
  if (statSync(entry).isDirectory()) return entry;
  const target = /^gitdir: (.+)$/m.exec(readFileSync(entry, 'utf8'))?.[1];
  return target === undefined ? null : resolve(folder, target);
}
