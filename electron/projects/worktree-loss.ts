/** What would be lost with a worktree: asked of git each time, never remembered. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { AppError } from '#protocol/errors.ts';
import type { WorktreeLoss } from '#protocol/projects.ts';
import { gitText, runGit } from '../git/run-git.ts';
import type { StoredWorktree } from '../store/worktrees.ts';

/** By name in the dialog; the count says how many more. */
const MAX_NAMED_FILES = 50;
const MAX_NAMED_COMMITS = 20;

/** Throws `AppError` when git can't say: then nothing may be removed. */
export async function worktreeLoss({ repository, folder, branch }: StoredWorktree): Promise<WorktreeLoss> {
  const isMissing = !existsSync(folder);
  if (!existsSync(repository)) {
    if (isMissing) return nothingLeft(folder, branch);
    throw new AppError({
      code: 'conflict',
      message: 'The repository of this worktree is not there, so nobody can say what is only in it.',
      details: repository,
    });
  }
  const status = isMissing
    ? ''
    : (await runGit(folder, ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--ignored=matching'])).toString('utf8');
  const { uncommitted, ignored } = parseStatus(status);
  const tips = await ownTips(isMissing ? repository : folder, branch, isMissing);
  const range = [...tips, '--not', `--exclude=${branch}`, '--branches', '--tags', '--remotes'];
  const at = isMissing ? repository : folder;
  const commitCount = tips.length === 0 ? 0 : Number(await gitText(at, ['rev-list', '--count', ...range]));
  const log = commitCount === 0 ? '' : await gitText(at, ['log', '-z', `--max-count=${MAX_NAMED_COMMITS}`, '--format=%h %s', ...range]);
  return {
    folder,
    branch,
    isMissing,
    uncommittedFiles: uncommitted.slice(0, MAX_NAMED_FILES),
    uncommittedCount: uncommitted.length,
    ignored: ignored.slice(0, MAX_NAMED_FILES),
    commits: log
      .split('\0')
      .filter((line) => line !== '')
      .map((line) => ({ id: line.slice(0, line.indexOf(' ')), subject: line.slice(line.indexOf(' ') + 1) })),
    commitCount,
    fingerprint: createHash('sha256')
      .update(JSON.stringify([status, tips]))
      .digest('hex'),
  };
}

function nothingLeft(folder: string, branch: string): WorktreeLoss {
  const nothing = { uncommittedFiles: [], uncommittedCount: 0, ignored: [], commits: [], commitCount: 0 };
  return { folder, branch, isMissing: true, ...nothing, fingerprint: 'nothing' };
}

/** The commits that only this worktree stands for: its branch, and where it is now if that is somewhere else. */
async function ownTips(at: string, branch: string, isMissing: boolean): Promise<string[]> {
  const refs = isMissing ? [`refs/heads/${branch}`] : [`refs/heads/${branch}`, 'HEAD'];
  const tips = await Promise.all(refs.map((ref) => commitOf(at, ref)));
  return [...new Set(tips.filter((tip) => tip !== null))];
}

/** Null for a branch that is gone. */
export async function commitOf(folder: string, ref: string): Promise<string | null> {
  try {
    return await gitText(folder, ['rev-parse', '--verify', '--quiet', `${ref}^{commit}`]);
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return null;
    throw error;
  }
}

/** `XY path`, and for a file that was moved the old path as an entry of its own after it. */
function parseStatus(status: string): { uncommitted: string[]; ignored: string[] } {
  const uncommitted: string[] = [];
  const ignored: string[] = [];
  const entries = status.split('\0').filter((entry) => entry !== '');
  for (let index = 0; index < entries.length; index++) {
    const entry = entries[index] ?? '';
    const path = entry.slice(3);
    if (entry.startsWith('!!')) ignored.push(path);
    else uncommitted.push(path);
    if (/^[RC]|^.[RC]/.test(entry)) index++;
  }
  return { uncommitted, ignored };
}
