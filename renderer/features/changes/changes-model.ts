/** What the Changes view shows, worked out from what main tells. */
import type { ChangedTurn, ConversationChanges, FileChange, ReviewState } from '#protocol/changes.ts';

/** A line of the list: one file, as one turn changed it or as all of them did. */
export type ChangedFile = {
  key: string;
  folder: string;
  path: string;
  movedFrom: string | null;
  action: FileChange['action'];
  /** Oldest first. */
  changes: readonly FileChange[];
  added: number | null;
  removed: number | null;
  review: ReviewState;
  canRevert: boolean;
};

export type Totals = { files: number; added: number; removed: number };

/** The files of one turn: a file the person touched in between counts once. */
export function filesOfTurn(turn: ChangedTurn): ChangedFile[] {
  return groupByFile(turn.files);
}

/** Every file the conversation changed, by its name. What was taken back is left out. */
export function filesOfAll({ turns }: ConversationChanges): ChangedFile[] {
  const oldestFirst = turns.toReversed().flatMap(({ files }) => files);
  return groupByFile(oldestFirst.filter(({ review }) => review !== 'reverted')).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What still stands of these files. */
export function totalsOf(files: readonly ChangedFile[]): Totals {
  const standing = files.filter(({ review }) => review !== 'reverted');
  const sum = (count: (file: ChangedFile) => number | null) => standing.reduce((total, file) => total + (count(file) ?? 0), 0);
  return { files: standing.length, added: sum(({ added }) => added), removed: sum(({ removed }) => removed) };
}

/** With the changes of files that were moved away, so that a move is taken back whole. */
export function changeIdsOf(files: readonly ChangedFile[]): string[] {
  return files.flatMap(({ changes }) =>
    changes.flatMap(({ id, movedChangeId }) => (movedChangeId === undefined ? [id] : [id, movedChangeId])),
  );
}

/** Those that can be taken back now. */
export function revertableFiles(files: readonly ChangedFile[]): ChangedFile[] {
  return files.filter(({ review, canRevert }) => review !== 'reverted' && canRevert);
}

function groupByFile(oldestFirst: readonly FileChange[]): ChangedFile[] {
  const groups = new Map<string, FileChange[]>();
  for (const change of oldestFirst) {
    const key = `${change.folder}\0${change.path}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups].map(([key, changes]) => toFile(key, changes));
}

function toFile(key: string, changes: readonly FileChange[]): ChangedFile {
  const first = changes[0] as FileChange;
  const last = changes.at(-1) as FileChange;
  const sum = (count: (change: FileChange) => number | null) =>
    changes.reduce<number | null>((total, change) => {
      const lines = count(change);
      return total === null || lines === null ? null : total + lines;
    }, 0);
  return {
    key,
    folder: last.folder,
    path: last.path,
    movedFrom: first.movedFrom ?? null,
    action: actionOf(first, last),
    changes,
    added: sum(({ added }) => added),
    removed: sum(({ removed }) => removed),
    review: reviewOf(changes),
    canRevert: first.canRevert,
  };
}

function actionOf(first: FileChange, last: FileChange): FileChange['action'] {
  if (last.action === 'deleted') return 'deleted';
  return first.action === 'created' ? 'created' : last.action;
}

function reviewOf(changes: readonly FileChange[]): ReviewState {
  const is = (state: ReviewState) => changes.every(({ review }) => review === state);
  if (is('reverted')) return 'reverted';
  return is('accepted') ? 'accepted' : 'open';
}
