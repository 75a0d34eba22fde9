/** What the window can do with an agent's changes: see them, accept them, take them back and put them back. */
import type { Log } from '#platform/log.ts';
import type { ChangeDiff, ConflictChoice, ConversationChanges, RevertResult } from '#protocol/changes.ts';
import { AppError, toErrorInfo } from '#protocol/errors.ts';
import type { FileChangeStore, StoredChange } from '../store/file-changes.ts';
import { type ChangeRecorder, createChangeRecorder } from './change-recorder.ts';
import { createContentStores } from './content-stores.ts';
import { diffOf, listChanges } from './list-changes.ts';
import { revertChanges, undoRevert } from './revert-changes.ts';
import { createWorkQueue } from './work-queue.ts';
import type { ChangeFiles } from './worker/change-files.ts';

export interface ChangesService extends Pick<ChangeRecorder, 'before' | 'after' | 'turnEnded'> {
  list(conversationId: string): Promise<ConversationChanges>;
  diff(conversationId: string, changeIds: readonly string[]): Promise<ChangeDiff>;
  accept(conversationId: string, changeIds: readonly string[], accepted: boolean): void;
  /** Throws `busy` while a turn runs. */
  revert(conversationId: string, changeIds: readonly string[], onConflict: ConflictChoice): Promise<RevertResult>;
  /** Throws `busy` while a turn runs, `not-found` when it was undone before. */
  undoRevert(conversationId: string, revertId: string, onConflict: 'ask' | 'keep'): Promise<RevertResult>;
  /** Where the changed file is. Throws `not-found`. */
  fileOf(conversationId: string, changeId: string): { folder: string; path: string };
  /** Removes what was kept for conversations that are gone for good. Never rejects. */
  sweep(): Promise<void>;
  /** Fulfilled when everything that was begun is recorded. */
  settled(): Promise<void>;
  /** The same, and ends the thread that did it. */
  close(): Promise<void>;
}

export interface ChangesServiceOptions {
  store: FileChangeStore;
  /** Where contents are kept. */
  folder: string;
  /** Reads the projects' files; ended by `close`. */
  files: ChangeFiles;
  isTurnRunning: (conversationId: string) => boolean;
  onChange: (conversationId: string) => void;
  log: Log;
}

/** Begins by finishing what the last run of the app left open. */
export function createChangesService({ store, folder, files, isTurnRunning, onChange, log }: ChangesServiceOptions): ChangesService {
  const contents = createContentStores(folder);
  const queue = createWorkQueue();
  const recorder = createChangeRecorder({ store, contents, files, queue, onChange, log });
  const cutOffFinished = recorder.finishCutOff().catch((error: unknown) => {
    log.error('Changes that were cut off could not be finished', { error: toErrorInfo(error) });
  });

  const assertIdle = (conversationId: string) => {
    if (!isTurnRunning(conversationId)) return;
    throw new AppError({ code: 'busy', message: 'The agent is at work in these files. Stop it, or wait until it is done.' });
  };

  /** Oldest first. */
  const chosen = (conversationId: string, changeIds: readonly string[]): StoredChange[] => {
    const ids = new Set(changeIds);
    const changes = store.list(conversationId).filter(({ id }) => ids.has(id));
    if (changes.length === 0) throw new AppError({ code: 'not-found', message: 'This change is not there any more.' });
    return changes;
  };

  const settled = async () => {
    await cutOffFinished;
    await queue.settled();
  };

  return {
    before: async (start) => {
      await cutOffFinished;
      return recorder.before(start);
    },
    after: recorder.after,
    turnEnded: async (conversationId) => {
      await cutOffFinished;
      return recorder.turnEnded(conversationId);
    },

    async list(conversationId) {
      await cutOffFinished;
      return listChanges(store, conversationId);
    },

    diff: (conversationId, changeIds) => diffOf(chosen(conversationId, changeIds), contents.of(conversationId)),

    accept(conversationId, changeIds, accepted) {
      store.setAccepted(
        chosen(conversationId, changeIds).map(({ id }) => id),
        accepted,
      );
      onChange(conversationId);
    },

    async revert(conversationId, changeIds, onConflict) {
      assertIdle(conversationId);
      chosen(conversationId, changeIds);
      const result = await queue.run(conversationId, () =>
        revertChanges(store, contents.of(conversationId), conversationId, changeIds, onConflict),
      );
      if (result.status === 'done') onChange(conversationId);
      return result;
    },

    async undoRevert(conversationId, revertId, onConflict) {
      assertIdle(conversationId);
      const result = await queue.run(conversationId, () =>
        undoRevert(store, contents.of(conversationId), conversationId, revertId, onConflict),
      );
      if (result.status === 'done') onChange(conversationId);
      return result;
    },

    fileOf(conversationId, changeId) {
      const [change] = chosen(conversationId, [changeId]) as [StoredChange];
      return { folder: change.folder, path: change.path };
    },

    async sweep() {
      try {
        await contents.keepOnly(store.conversationIds());
      } catch (error) {
        // The space is given back another time.
        log.warn('What was kept for deleted conversations could not be removed', { error: toErrorInfo(error) });
      }
    },

    settled,
    async close() {
      await settled();
      files.close();
    },
  };
}
