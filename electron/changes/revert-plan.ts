/** What taking changes back would do to each file, found by comparing it with what the agent left. Writes nothing. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { RevertConflict } from '#protocol/changes.ts';
import type { StoredChange } from '../store/file-changes.ts';
import type { ContentStore } from './content-store.ts';
import { canBeWritten, captureFile, type FileState, hashOf, isSameState } from './file-state.ts';
import type { PlacedFile } from './folder-of-path.ts';
import { parseState } from './stored-state.ts';
import { asText, withoutEdit } from './text-content.ts';

export interface FilePlan {
  place: PlacedFile;
  /** Newest first. */
  changes: StoredChange[];
  current: FileState;
  /** As it was before the oldest of the changes. */
  target: FileState;
  createdFolder: string | null;
  /** Set where the file is no longer as the agent left it. */
  conflict: RevertConflict['reason'] | null;
  /** The file as it is now without the agent's lines; null where that can't be said, and where there is no conflict. */
  merged: string | null;
  /** Why nothing can be done; null where something can. */
  obstacle: string | null;
}

/** `all`: the conversation's changes, oldest first; `chosen` are the ids of those to take back. */
export async function planRevert(all: readonly StoredChange[], chosen: ReadonlySet<string>, contents: ContentStore): Promise<FilePlan[]> {
  const byFile = new Map<string, StoredChange[]>();
  for (const change of all) {
    if (!chosen.has(change.id) || change.after === null || change.revertId !== null) continue;
    const file = join(change.folder, change.path);
    byFile.set(file, [change, ...(byFile.get(file) ?? [])]);
  }
  const plans: FilePlan[] = [];
  for (const changes of byFile.values()) plans.push(await planFile(changes, all, chosen, contents));
  return plans;
}

async function planFile(
  changes: StoredChange[],
  all: readonly StoredChange[],
  chosen: ReadonlySet<string>,
  contents: ContentStore,
): Promise<FilePlan> {
  const newest = changes[0] as StoredChange;
  const oldest = changes.at(-1) as StoredChange;
  const place = { folder: newest.folder, path: newest.path };
  const target = parseState(oldest.before);
  const plan: FilePlan = {
    place,
    changes,
    current: { kind: 'unknown' },
    target,
    createdFolder: oldest.createdFolder,
    conflict: null,
    merged: null,
    obstacle: null,
  };
  if (!existsSync(place.folder)) return { ...plan, obstacle: 'Its project folder is not there any more.' };
  if (!canBeWritten(target)) return { ...plan, obstacle: 'Its content from before was not kept.' };
  plan.current = await captureFile(join(place.folder, place.path), { contents, isDurable: true });
  if (isSameState(plan.current, target)) return plan;
  if (!canBeWritten(plan.current)) return { ...plan, obstacle: 'It is too large to keep a copy for undoing this.' };
  plan.conflict = conflictOf(plan, all, chosen);
  if (plan.conflict !== null) plan.merged = await mergedText(plan, contents);
  return plan;
}

function conflictOf(
  { changes, current, place }: FilePlan,
  all: readonly StoredChange[],
  chosen: ReadonlySet<string>,
): FilePlan['conflict'] {
  let expected = current;
  for (const change of changes) {
    if (!isSameState(parseState(change.after ?? ''), expected)) {
      const isFollowed = all.some(
        (other) =>
          other.key > change.key &&
          !chosen.has(other.id) &&
          other.revertId === null &&
          other.folder === place.folder &&
          other.path === place.path,
      );
      return isFollowed ? 'later-turn' : 'edited';
    }
    expected = parseState(change.before);
  }
  // What was there when the app started again was taken for the agent's; it may be the person's.
  return changes.some((change) => change.isCutOff) ? 'cut-off' : null;
}

/** Takes one change after the other out of the text as it is now. */
async function mergedText({ changes, current }: FilePlan, contents: ContentStore): Promise<string | null> {
  let text = await textOf(current, contents);
  for (const change of changes) {
    const before = await textOf(parseState(change.before), contents);
    const after = await textOf(parseState(change.after ?? ''), contents);
    if (text === null || before === null || after === null) return null;
    text = withoutEdit(text, before, after);
  }
  return text;
}

/** Null where it is no text that was kept. */
export async function textOf(state: FileState, contents: ContentStore): Promise<string | null> {
  if (state.kind !== 'file' || !state.isKept) return null;
  const content = await contents.get(state.hash);
  return content === null ? null : asText(content);
}

/** Keeps the merged text in the store, and returns the state that it makes. */
export async function mergedState(plan: FilePlan, contents: ContentStore): Promise<FileState | null> {
  if (plan.merged === null || plan.current.kind !== 'file') return null;
  const content = Buffer.from(plan.merged, 'utf8');
  const hash = hashOf(content);
  if (!(await contents.put(hash, content, true))) return null;
  return { ...plan.current, hash, size: content.byteLength, isKept: true };
}
