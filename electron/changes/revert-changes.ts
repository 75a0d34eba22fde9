/** Takes changes back, and puts back what was taken: never over what somebody else wrote since, unless the person said so. */
import { join } from 'node:path';
import type { ConflictChoice, RevertResult } from '#protocol/changes.ts';
import { AppError, toErrorInfo } from '#protocol/errors.ts';
import type { FileChangeStore, RevertedFile } from '../store/file-changes.ts';
import type { ContentStore } from './content-store.ts';
import { toFileError } from './file-errors.ts';
import { captureFile, type FileState, isSameState } from './file-state.ts';
import { restoreFile } from './restore-file.ts';
import { type FilePlan, mergedState, planRevert } from './revert-plan.ts';
import { parseState, storeState } from './stored-state.ts';

type Kept = Extract<RevertResult, { status: 'done' }>['kept'];

const CONFLICT_WORDS = {
  edited: 'It was changed since by you or another program.',
  'later-turn': 'A later turn changed it again.',
  'cut-off': 'The app ended while it was written, so it may hold other edits.',
} as const;

export async function revertChanges(
  store: FileChangeStore,
  contents: ContentStore,
  conversationId: string,
  changeIds: readonly string[],
  onConflict: ConflictChoice,
): Promise<RevertResult> {
  const plans = await planRevert(store.list(conversationId), new Set(changeIds), contents);
  const conflicts = plans.filter((plan) => plan.conflict !== null && plan.obstacle === null);
  if (onConflict === 'ask' && conflicts.length > 0) {
    return {
      status: 'conflicts',
      conflicts: conflicts.map(({ place, conflict, merged }) => ({ ...place, reason: conflict ?? 'edited', canMerge: merged !== null })),
      cleanFiles: plans.filter((plan) => plan.conflict === null && plan.obstacle === null).length,
    };
  }
  const kept: Kept = [];
  const files: RevertedFile[] = [];
  const reverted: string[] = [];
  for (const plan of plans) {
    try {
      const left = await revertFile(plan, contents, onConflict);
      files.push({ ...plan.place, replaced: storeState(plan.current), leftBehind: storeState(left) });
      reverted.push(...plan.changes.map(({ id }) => id));
    } catch (error) {
      kept.push({ path: plan.place.path, reason: toErrorInfo(toFileError(error)).message });
    }
  }
  const revertId = reverted.length === 0 ? null : store.recordRevert(conversationId, reverted, files);
  return { status: 'done', revertId, files: files.length, kept };
}

/** What is there then. Throws why the file was left as it is. */
async function revertFile(plan: FilePlan, contents: ContentStore, onConflict: ConflictChoice): Promise<FileState> {
  const { place, current, target, conflict, obstacle, createdFolder } = plan;
  if (obstacle !== null) throw new AppError({ code: 'conflict', message: obstacle });
  if (isSameState(current, target)) return target;
  const left = conflict === null || onConflict === 'overwrite' ? target : onConflict === 'merge' ? await mergedState(plan, contents) : null;
  if (left === null) throw new AppError({ code: 'conflict', message: CONFLICT_WORDS[conflict ?? 'edited'] });
  await assertUnchanged(plan, contents);
  await restoreFile(place, left, contents, createdFolder);
  return left;
}

/** Planning a large turn takes a while, in which the person may have saved a file. */
async function assertUnchanged({ place, current }: FilePlan, contents: ContentStore): Promise<void> {
  const now = await captureFile(join(place.folder, place.path), { contents });
  if (!isSameState(now, current)) throw new AppError({ code: 'conflict', message: CONFLICT_WORDS.edited });
}

/** Only files that are still as the revert left them are put back; the others stay, whatever the choice. */
export async function undoRevert(
  store: FileChangeStore,
  contents: ContentStore,
  conversationId: string,
  revertId: string,
  onConflict: 'ask' | 'keep',
): Promise<RevertResult> {
  const files = store.revertedFiles(conversationId, revertId);
  if (files === null) throw new AppError({ code: 'not-found', message: 'This was put back already.' });
  const states = await Promise.all(
    files.map(async (file) => ({ file, now: await captureFile(join(file.folder, file.path), { contents }).catch(() => null) })),
  );
  const changed = states.filter(({ file, now }) => now === null || !isSameState(now, parseState(file.leftBehind)));
  if (onConflict === 'ask' && changed.length > 0) {
    return {
      status: 'conflicts',
      conflicts: changed.map(({ file: { folder, path } }) => ({ folder, path, reason: 'edited', canMerge: false })),
      cleanFiles: files.length - changed.length,
    };
  }
  const kept: Kept = changed.map(({ file }) => ({ path: file.path, reason: CONFLICT_WORDS.edited }));
  const done: RevertedFile[] = [];
  for (const { file } of states.filter((state) => !changed.includes(state))) {
    try {
      await restoreFile(file, parseState(file.replaced), contents, null);
      done.push(file);
    } catch (error) {
      kept.push({ path: file.path, reason: toErrorInfo(toFileError(error)).message });
    }
  }
  store.undoRevert(revertId, done);
  return { status: 'done', revertId: null, files: done.length, kept };
}
