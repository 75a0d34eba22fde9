import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { assertUsableFolders } from '#electron/projects/extra-folders.ts';
import { projectStatus } from '#electron/projects/project-status.ts';

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'agent-manager-status-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function git(folder: string, ...args: string[]): string {
  return execFileSync('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...args], {
    encoding: 'utf8',
    stdio: 'pipe',
  }).trim();
}

test('names the branch, also in a folder below, in a worktree and before the first commit', () => {
  const folder = makeFolder();
  expect(projectStatus(folder)).toEqual({ exists: true, git: null });
  git(folder, 'init', '-q', '-b', 'feature/one');
  expect(projectStatus(folder)).toEqual({ exists: true, git: { branch: 'feature/one', commit: null } });
  mkdirSync(join(folder, 'sub'));
  expect(projectStatus(join(folder, 'sub')).git?.branch).toBe('feature/one');
  git(folder, 'commit', '-q', '--allow-empty', '-m', 'first');
  const worktree = join(makeFolder(), 'copy');
  git(folder, 'worktree', 'add', '-q', '-b', 'two', worktree);
  expect(projectStatus(worktree).git).toEqual({ branch: 'two', commit: null });
  git(folder, 'checkout', '-q', '--detach');
  expect(projectStatus(folder).git).toEqual({ branch: null, commit: git(folder, 'rev-parse', '--short=8', 'HEAD') });
});

test('says that a folder is gone, and nothing about a repository that can’t be read', () => {
  const folder = makeFolder();
  expect(projectStatus(join(folder, 'gone'))).toEqual({ exists: false, git: null });
  writeFileSync(join(folder, '.git'), 'gitdir: /nowhere/at/all');
  expect(projectStatus(folder)).toEqual({ exists: true, git: null });
});

test('a folder that is added must be one, and not the whole disk; one that is gone since may stay', () => {
  const folder = makeFolder();
  expect(() => assertUsableFolders([folder, '/gone'], ['/gone'])).not.toThrow();
  expect(() => assertUsableFolders(['/gone'], [])).toThrow('not there');
  expect(() => assertUsableFolders(['relative'], [])).toThrow('not there');
  expect(() => assertUsableFolders(['/'], [])).toThrow('whole disk');
});
