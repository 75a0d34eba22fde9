/** A unified diff as lines to show: changed lines with three lines around them, with line numbers on both sides. */
import { structuredPatch } from 'diff';
import type { FileDiff } from '#protocol/conversation.ts';

export type DiffLine =
  | { type: 'context'; oldNumber: number; newNumber: number; text: string }
  | { type: 'added'; newNumber: number; text: string }
  | { type: 'removed'; oldNumber: number; text: string }
  /** Unchanged lines left out. */
  | { type: 'gap'; lines: number }
  | { type: 'no-newline' };

export type DiffSummary = { lines: readonly DiffLine[]; added: number; removed: number; isTooLarge: boolean };

const CONTEXT_LINES = 3;
/** Beyond this the exact difference takes seconds to find; the whole new text is shown instead. */
const MAX_DIFF_LENGTH = 1_000_000;
const MAX_EDIT_LENGTH = 20_000;

/** The lines of an edit. A new file is all added lines. */
export function diffLines({ path, oldText, newText }: FileDiff): DiffSummary {
  const before = oldText ?? '';
  const isTooLarge = before.length + newText.length > MAX_DIFF_LENGTH;
  const patch = isTooLarge
    ? undefined
    : structuredPatch(path, path, before, newText, undefined, undefined, { context: CONTEXT_LINES, maxEditLength: MAX_EDIT_LENGTH });
  if (patch === undefined) return replaced(before, newText);
  const lines: DiffLine[] = [];
  let oldEnd = 1;
  for (const hunk of patch.hunks) {
    // An empty side counts from 0 in the unified format.
    let oldNumber = Math.max(1, hunk.oldStart);
    let newNumber = Math.max(1, hunk.newStart);
    if (oldNumber > oldEnd) lines.push({ type: 'gap', lines: oldNumber - oldEnd });
    for (const line of hunk.lines) {
      const text = line.slice(1);
      if (line.startsWith('+')) lines.push({ type: 'added', newNumber: newNumber++, text });
      else if (line.startsWith('-')) lines.push({ type: 'removed', oldNumber: oldNumber++, text });
      else if (line.startsWith('\\')) lines.push({ type: 'no-newline' });
      else lines.push({ type: 'context', oldNumber: oldNumber++, newNumber: newNumber++, text });
    }
    oldEnd = oldNumber;
  }
  const total = before === '' ? 0 : before.split('\n').length - (before.endsWith('\n') ? 1 : 0);
  if (patch.hunks.length > 0 && total >= oldEnd) lines.push({ type: 'gap', lines: total - oldEnd + 1 });
  return counted(lines, false);
}

function replaced(before: string, after: string): DiffSummary {
  const lines: DiffLine[] = [
    ...textLines(before).map((text, index) => ({ type: 'removed' as const, oldNumber: index + 1, text })),
    ...textLines(after).map((text, index) => ({ type: 'added' as const, newNumber: index + 1, text })),
  ];
  return counted(lines, true);
}

function textLines(text: string): string[] {
  if (text === '') return [];
  return (text.endsWith('\n') ? text.slice(0, -1) : text).split('\n');
}

function counted(lines: readonly DiffLine[], isTooLarge: boolean): DiffSummary {
  return {
    lines,
    added: lines.filter((line) => line.type === 'added').length,
    removed: lines.filter((line) => line.type === 'removed').length,
    isTooLarge,
  };
}
