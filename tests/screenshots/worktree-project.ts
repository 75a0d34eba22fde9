/** A shop in git, with a worktree that holds work: for scenes about worktrees. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export function git(folder: string, ...args: string[]): void {
  execFileSync('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], { stdio: 'pipe' });
}

/** Makes the folder a repository with a first commit. */
export function makeRepository(folder: string): void {
  mkdirSync(join(folder, 'src'), { recursive: true });
  writeFileSync(join(folder, 'src', 'prices.ts'), 'export const TAX = 0.2;\n');
  writeFileSync(join(folder, '.gitignore'), '.env\nnode_modules/\n');
  git(folder, 'init', '-q', '-b', 'main');
  git(folder, 'add', '-A');
  git(folder, 'commit', '-qm', 'First prices');
}

/** Work of each kind that a worktree can lose. */
export function addWork(worktree: string): void {
  writeFileSync(join(worktree, 'src', 'offers.ts'), 'export const OFFERS = [];\n');
  git(worktree, 'add', '-A');
  git(worktree, 'commit', '-qm', 'Offers for the summer');
  appendFileSync(join(worktree, 'src', 'prices.ts'), 'export const TEA = 3;\n');
  writeFileSync(join(worktree, 'src', 'a-module-with-a-rather-long-name-for-a-narrow-window.ts'), '');
  writeFileSync(join(worktree, '.env'), 'KEY=1\n');
}
