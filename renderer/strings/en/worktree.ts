import { formatNumber } from '../format.ts';
import { counted, counts } from './counts.ts';

/** A conversation’s own worktree. */
export const worktree = {
  worksInOwn: 'Works in its own worktree now.',
  workInNew: 'Work in a new worktree',
  workInNewHint:
    'The agent gets a copy of the project for itself, on a branch of its own, so that several can work on it side by side. Git keeps what they commit together.',
  checkingOut: 'Checking out the files',
  make: 'Make worktree',
  branchName: 'Name of the branch',
  thisHoldsWork: 'This worktree holds work',
  conversationsHoldsWork: 'This conversation’s worktree holds work',
  where: (branch: string, folder: string) => `On the branch ${branch}, in ${folder}`,
  ignored: 'Files that git ignores',
  deleteAll: 'Delete all of this',
  deleteFilesKeepBranch: 'Delete the files, keep the branch',
  keepBranch: 'Keep the branch',
  keepWorktree: 'Keep worktree',
  deleteBoth: 'Delete both',
  deleteConversationOnly: 'Delete conversation, keep worktree',
  removedBranchStays: (branch: string) => `Removed the worktree; the branch ${branch} stays`,
  removed: 'Removed the worktree',
  isKept: 'The worktree is kept: Settings, Data lists it',
  keptTitle: 'Kept worktrees',
  keptHint: 'Their conversations are deleted, but there is work in them that is nowhere else.',
  continue: 'Continue',
  continueNamed: (branch: string) => `Continue ${branch} in a new conversation`,
  continues: (branch: string) => `Works on ${branch}, where the deleted conversation left off.`,
  remove: 'Remove…',
  removeNamed: (branch: string) => `Remove the worktree ${branch}`,
  uncommitted: (count: number) => `${counts.files(count)} with changes that are in no commit`,
  commits: (count: number) => `${counted(count, { one: 'commit', other: 'commits' })} in no other branch`,
  andMore: (count: number) => `and ${formatNumber(count)} more`,
};
