/** Git worktrees of conversations: made, looked at, and removed only when nothing is lost or the person has seen exactly what is. */
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { realTarget } from '#platform/confined-path.ts';
import type { Log } from '#platform/log.ts';
import type { Conversation } from '#protocol/conversation.ts';
import { AppError, toErrorInfo } from '#protocol/errors.ts';
import { isAnythingLost, type KeptWorktree, type WorktreeLoss } from '#protocol/projects.ts';
import { conversationFolder } from '../conversation-folder.ts';
import { gitText, runGit } from '../git/run-git.ts';
import type { StoredWorktree, WorktreeStore } from '../store/worktrees.ts';
import { commitOf, worktreeLoss } from './worktree-loss.ts';

/** Checking out a large repository on a slow disk. */
const CHECKOUT_TIMEOUT_MS = 300_000;

export interface WorktreeService {
  /** Throws `AppError`: `conflict` with the reason where there can be none. */
  create(conversationId: string, branch: string): Promise<{ notes: string[] }>;
  inspect(conversationId: string): Promise<WorktreeLoss>;
  /** Throws `conflict` when it is no longer what the person saw. */
  remove(conversationId: string, fingerprint: string, keepBranch: boolean): Promise<void>;
  agreeToLoss(conversationId: string, fingerprint: string): void;
  /** Those of conversations that are gone for good, with work in them. */
  kept(): KeptWorktree[];
  /** Throws `conflict` where the conversation has one already. */
  adopt(keptId: string, conversationId: string): Promise<void>;
  /** Throws `conflict` when it is no longer what the person saw. */
  removeKept(keptId: string, fingerprint: string, keepBranch: boolean): Promise<void>;
  /** Removes worktrees of conversations that are gone, where nothing is lost or it was agreed to. Never rejects. */
  sweep(): Promise<void>;
}

export interface WorktreeServiceOptions {
  store: WorktreeStore;
  /** Where they are made. */
  folder: string;
  conversation: (conversationId: string) => Conversation;
  isTurnRunning: (conversationId: string) => boolean;
  /** Moves the conversation and ends its agent, which may stand in the folder it leaves. */
  moveTo: (conversationId: string, projectFolder: string) => Promise<void>;
  log: Log;
}

export function createWorktreeService({
  store,
  folder,
  conversation,
  isTurnRunning,
  moveTo,
  log,
}: WorktreeServiceOptions): WorktreeService {
  const existing = (conversationId: string): StoredWorktree => {
    const worktree = store.get(conversationId);
    if (worktree === null) throw new AppError({ code: 'not-found', message: 'This conversation has no worktree of its own.' });
    return worktree;
  };

  const existingKept = (keptId: string): StoredWorktree => {
    const worktree = store.listLeftBehind().find((left) => left.conversationId === keptId);
    if (worktree === undefined) throw new AppError({ code: 'not-found', message: 'This worktree is no longer kept.' });
    return worktree;
  };

  const removeAsSeen = async (worktree: StoredWorktree, fingerprint: string, keepBranch: boolean) => {
    const loss = await worktreeLoss(worktree);
    if (isAnythingLost(loss) && loss.fingerprint !== fingerprint)
      throw new AppError({ code: 'conflict', message: 'The worktree has changed since you looked. Look again before it is removed.' });
    await removeWorktree(worktree, loss, keepBranch);
  };

  const assertIdle = (conversationId: string) => {
    if (isTurnRunning(conversationId))
      throw new AppError({ code: 'busy', message: 'The agent is at work. Stop it, or wait until it is done.' });
  };

  return {
    async create(conversationId, branch) {
      assertIdle(conversationId);
      const { projectFolder } = conversation(conversationId);
      if (store.get(conversationId) !== null)
        throw new AppError({ code: 'conflict', message: 'This conversation has a worktree already.' });
      if (projectFolder === null)
        throw new AppError({ code: 'conflict', message: 'Choose a project folder first.', action: 'choose-folder' });
      const repository = await repositoryOf(projectFolder);
      await assertBranchName(repository.folder, branch);
      const own = conversationFolder(folder, conversationId);
      const target = join(own, basename(repository.folder) || 'worktree');
      await mkdir(own, { recursive: true, mode: 0o700 });
      await addWorktree(repository.folder, target, branch);
      try {
        store.add({ conversationId, repository: repository.folder, projectFolder, folder: target, branch, baseCommit: repository.commit });
      } catch (error) {
        await removeFromDisk({ repository: repository.folder, folder: target });
        await runGit(repository.folder, ['branch', '-D', '--', branch]);
        throw error;
      }
      await moveTo(conversationId, join(target, repository.prefix));
      return { notes: await notesAbout(repository.folder, target) };
    },

    inspect: (conversationId) => worktreeLoss(existing(conversationId)),

    async remove(conversationId, fingerprint, keepBranch) {
      assertIdle(conversationId);
      const worktree = existing(conversationId);
      // First of all: an agent that stands in the folder may write to it until its end.
      await moveTo(conversationId, worktree.projectFolder);
      try {
        await removeAsSeen(worktree, fingerprint, keepBranch);
      } catch (error) {
        await moveTo(conversationId, join(worktree.folder, await prefixOf(worktree)));
        throw error;
      }
      store.remove(conversationId);
      // The conversation is told anew, without its worktree.
      await moveTo(conversationId, worktree.projectFolder);
    },

    agreeToLoss(conversationId, fingerprint) {
      existing(conversationId);
      store.setAgreedLoss(conversationId, fingerprint);
    },

    kept: () =>
      store
        .listLeftBehind()
        .map(({ conversationId, projectFolder, folder: at, branch }) => ({ id: conversationId, projectFolder, folder: at, branch })),

    async adopt(keptId, conversationId) {
      assertIdle(conversationId);
      const worktree = existingKept(keptId);
      if (store.get(conversationId) !== null)
        throw new AppError({ code: 'conflict', message: 'This conversation has a worktree already.' });
      if (!existsSync(worktree.folder))
        throw new AppError({ code: 'not-found', message: 'The folder of this worktree is not there any more.', details: worktree.folder });
      const prefix = await prefixOf(worktree);
      store.give(keptId, conversationId);
      await moveTo(conversationId, join(worktree.folder, prefix));
    },

    async removeKept(keptId, fingerprint, keepBranch) {
      await removeAsSeen(existingKept(keptId), fingerprint, keepBranch);
      store.remove(keptId);
    },

    async sweep() {
      for (const worktree of store.listLeftBehind()) {
        try {
          const loss = await worktreeLoss(worktree);
          const isAgreed = loss.fingerprint === worktree.agreedLoss;
          if (isAnythingLost(loss) && !isAgreed) continue;
          await removeWorktree(worktree, loss, !isAgreed);
          store.remove(worktree.conversationId);
        } catch (error) {
          // Whatever git says: what is not understood is not removed.
          log.warn('A worktree could not be removed', { folder: worktree.folder, error: toErrorInfo(error) });
        }
      }
    },
  };
}

async function repositoryOf(projectFolder: string): Promise<{ folder: string; prefix: string; commit: string }> {
  if (!existsSync(projectFolder)) {
    throw new AppError({
      code: 'not-found',
      message: 'The project folder is not there any more. Choose where it is now.',
      action: 'choose-folder',
    });
  }
  const noRepository = (cause: unknown): AppError => {
    if (cause instanceof AppError && cause.code !== 'conflict') return cause;
    return new AppError({ code: 'conflict', message: 'This project is not in git, so it can have no worktree.' }, { cause });
  };
  const folder = await gitText(projectFolder, ['rev-parse', '--show-toplevel']).catch((error: unknown) => {
    throw noRepository(error);
  });
  const commit = await commitOf(folder, 'HEAD');
  if (commit === null) throw new AppError({ code: 'conflict', message: 'This repository has no commit yet. Make one first.' });
  return { folder: realTarget(folder), prefix: await prefixIn(projectFolder), commit };
}

async function assertBranchName(repository: string, branch: string): Promise<void> {
  const isGood = await runGit(repository, ['check-ref-format', '--branch', branch]).then(
    () => !branch.startsWith('-') && !branch.startsWith('@'),
    () => false,
  );
  if (!isGood) throw new AppError({ code: 'invalid-request', message: `“${branch}” can’t be the name of a branch.` });
  if ((await commitOf(repository, `refs/heads/${branch}`)) === null) return;
  throw new AppError({ code: 'conflict', message: `There is a branch named “${branch}” already. Choose another name.` });
}

async function addWorktree(repository: string, target: string, branch: string): Promise<void> {
  try {
    await runGit(repository, ['worktree', 'add', '-b', branch, '--', target, 'HEAD'], { timeoutMs: CHECKOUT_TIMEOUT_MS });
  } catch (error) {
    // Half a worktree is of no use, and nobody has worked in it.
    await removeFromDisk({ repository, folder: target });
    await runGit(repository, ['branch', '-D', '--', branch]).catch(() => {
      // It was not made.
    });
    throw error;
  }
}

async function notesAbout(repository: string, target: string): Promise<string[]> {
  const notes: string[] = [];
  const changed = await runGit(repository, ['status', '--porcelain=v1', '-z', '--untracked-files=normal']).catch(() => Buffer.alloc(0));
  if (changed.length > 0) notes.push('Uncommitted changes of the project are not in the worktree.');
  if (existsSync(join(target, '.gitmodules'))) notes.push('Submodules are empty in it until “git submodule update --init” is run there.');
  return notes;
}

/** Its branch goes too when its commits are elsewhere, or were agreed to be lost. */
async function removeWorktree(worktree: StoredWorktree, loss: WorktreeLoss, keepBranch: boolean): Promise<void> {
  const { repository, folder, branch } = worktree;
  const keepsCommits = keepBranch && loss.commitCount > 0;
  if (keepsCommits && !loss.isMissing) await keepDetachedCommits(worktree);
  await removeFromDisk(worktree);
  if (!keepsCommits && (await commitOf(repository, `refs/heads/${branch}`)) !== null)
    await runGit(repository, ['branch', '-D', '--', branch]);
  await rm(join(folder, '..'), { recursive: true, force: true });
}

/** Commits made on no branch would go with the folder: they get one. */
async function keepDetachedCommits({ repository, folder, branch }: StoredWorktree): Promise<void> {
  const head = await commitOf(folder, 'HEAD');
  if (head === null) return;
  const containing = await gitText(repository, [
    'for-each-ref',
    '--count=1',
    `--contains=${head}`,
    'refs/heads',
    'refs/tags',
    'refs/remotes',
  ]);
  if (containing === '') await runGit(repository, ['branch', '--', `${branch}-${head.slice(0, 8)}`, head]);
}

/** What is in it was looked at before, so git is not asked whether it minds. */
async function removeFromDisk({ repository, folder }: Pick<StoredWorktree, 'repository' | 'folder'>): Promise<void> {
  if (existsSync(folder)) {
    await runGit(repository, ['worktree', 'remove', '--force', '--', folder], { timeoutMs: CHECKOUT_TIMEOUT_MS }).catch(
      async (error: unknown) => {
        if (!(error instanceof AppError)) throw error;
        // A folder that git knows nothing of yet, because its making was cut off.
        await rm(folder, { recursive: true, force: true });
      },
    );
  }
  if (existsSync(repository)) await runGit(repository, ['worktree', 'prune']);
}

/** Where in its repository a project is. */
async function prefixIn(projectFolder: string): Promise<string> {
  return (await gitText(projectFolder, ['rev-parse', '--show-prefix'])).replace(/\/$/, '');
}

async function prefixOf({ projectFolder }: StoredWorktree): Promise<string> {
  return prefixIn(projectFolder).catch(() => '');
}
