/** The rows of a conversation's changes as the window shows them. */
import type { ChangeDiff, ChangedTurn, ConversationChanges, FileChange } from '#protocol/changes.ts';
import type { FileChangeStore, StoredChange } from '../store/file-changes.ts';
import type { ContentStore } from './content-store.ts';
import { canBeWritten, type FileState } from './file-state.ts';
import { parseState } from './stored-state.ts';
import { asText } from './text-content.ts';

/** Two texts of this length together are as much as the window can compare. */
const MAX_SHOWN_CHARS = 4_000_000;

export function listChanges(store: FileChangeStore, conversationId: string): ConversationChanges {
  const changes = store.list(conversationId).filter(({ after }) => after !== null);
  const notes = store.notes(conversationId);
  const turns = store.messages(conversationId).map(
    ({ messageId, prompt, startedAt }): ChangedTurn => ({
      messageId,
      prompt: prompt.replace(/\s+/g, ' ').trim(),
      startedAt,
      files: withMoves(changes.filter((change) => change.messageId === messageId)),
      notes: notes.filter((note) => note.messageId === messageId).map(({ note }) => note),
    }),
  );
  return { turns: turns.filter(({ files, notes: own }) => files.length > 0 || own.length > 0).reverse() };
}

/** A file that went and one that came with the same content are one file that was moved. */
function withMoves(changes: readonly StoredChange[]): FileChange[] {
  const deleted = new Map<string, StoredChange>();
  for (const change of changes) {
    const before = parseState(change.before);
    if (actionOf(change) === 'deleted' && before.kind === 'file' && before.size > 0) deleted.set(before.hash, change);
  }
  const moved = new Map<string, StoredChange>();
  for (const change of changes) {
    const after = parseState(change.after ?? '');
    const source = after.kind === 'file' ? deleted.get(after.hash) : undefined;
    if (actionOf(change) !== 'created' || source === undefined || after.kind !== 'file' || source.revertId !== change.revertId) continue;
    moved.set(change.id, source);
    deleted.delete(after.hash);
  }
  const gone = new Set([...moved.values()].map(({ id }) => id));
  return changes.filter(({ id }) => !gone.has(id)).map((change) => toFileChange(change, moved.get(change.id)));
}

function toFileChange(change: StoredChange, movedFrom: StoredChange | undefined): FileChange {
  const isMove = movedFrom !== undefined;
  return {
    id: change.id,
    messageId: change.messageId,
    folder: change.folder,
    path: change.path,
    action: actionOf(change),
    ...(isMove && { movedFrom: movedFrom.path, movedChangeId: movedFrom.id }),
    source: change.source === 'command' ? 'command' : 'edit',
    toolTitle: change.toolTitle,
    added: isMove ? 0 : change.added,
    removed: isMove ? 0 : change.removed,
    review: change.revertId !== null ? 'reverted' : change.acceptedAt !== null ? 'accepted' : 'open',
    revertId: change.revertId,
    isCutOff: change.isCutOff,
    canRevert: canBeWritten(parseState(change.before)) && (!isMove || canBeWritten(parseState(movedFrom.before))),
    changedAt: change.changedAt,
  };
}

function actionOf(change: StoredChange): FileChange['action'] {
  const before = parseState(change.before);
  const after = parseState(change.after ?? '');
  if (before.kind === 'absent') return 'created';
  if (after.kind === 'absent') return 'deleted';
  return before.kind === 'file' && after.kind === 'file' && before.hash === after.hash ? 'mode' : 'changed';
}

/** From before the first to after the last of the changes, which are of one file and oldest first. */
export async function diffOf(changes: readonly StoredChange[], contents: ContentStore): Promise<ChangeDiff> {
  const before = parseState(changes[0]?.before ?? '');
  const after = parseState(changes.at(-1)?.after ?? '');
  const [oldContent, newContent] = await Promise.all([contentOf(before, contents), contentOf(after, contents)]);
  if (oldContent === undefined || newContent === undefined)
    return { kind: 'not-kept', reason: notKeptReason(oldContent === undefined ? before : after) };
  const oldText = oldContent === null ? null : asText(oldContent);
  const newText = newContent === null ? null : asText(newContent);
  const isBinary = (oldContent !== null && oldText === null) || (newContent !== null && newText === null);
  if (isBinary) return { kind: 'binary', oldBytes: oldContent?.byteLength ?? null, newBytes: newContent?.byteLength ?? null };
  if ((oldText?.length ?? 0) + (newText?.length ?? 0) > MAX_SHOWN_CHARS)
    return { kind: 'not-kept', reason: 'This file is too long to compare here.' };
  return { kind: 'text', oldText, newText, ...modeChange(before, after) };
}

/** Null where there is no file, undefined where nobody knows what it held. */
async function contentOf(state: FileState, contents: ContentStore): Promise<Buffer | null | undefined> {
  if (state.kind === 'absent') return null;
  if (state.kind === 'link') return Buffer.from(`Link to ${state.target}\n`);
  if (state.kind !== 'file' || !state.isKept) return undefined;
  return (await contents.get(state.hash)) ?? undefined;
}

function notKeptReason(state: FileState): string {
  if (state.kind === 'file' && !state.isKept) return 'This file was too large to keep a copy of, or the room for copies was used up.';
  return 'The content of this file was not kept.';
}

function modeChange(before: FileState, after: FileState): { modeChange?: string } {
  if (before.kind !== 'file' || after.kind !== 'file' || before.isExecutable === after.isExecutable) return {};
  return { modeChange: after.isExecutable ? 'It can now be run as a program.' : 'It can no longer be run as a program.' };
}
