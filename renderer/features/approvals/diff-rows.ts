/** A unified diff as rows of two columns: what was removed stands beside what took its place. */
import type { DiffLine } from './diff-lines.ts';

export type DiffRow =
  | { type: 'note'; line: Extract<DiffLine, { type: 'gap' | 'no-newline' }> }
  | { type: 'pair'; old: ContextLine | RemovedLine | null; new: ContextLine | AddedLine | null };

type ContextLine = Extract<DiffLine, { type: 'context' }>;
type RemovedLine = Extract<DiffLine, { type: 'removed' }>;
type AddedLine = Extract<DiffLine, { type: 'added' }>;

export function diffRows(lines: readonly DiffLine[]): DiffRow[] {
  const rows: DiffRow[] = [];
  let removed: RemovedLine[] = [];
  let added: AddedLine[] = [];
  const flush = () => {
    for (let index = 0; index < Math.max(removed.length, added.length); index += 1)
      rows.push({ type: 'pair', old: removed[index] ?? null, new: added[index] ?? null });
    removed = [];
    added = [];
  };
  for (const line of lines) {
    switch (line.type) {
      case 'removed':
        // A removal after an addition begins another change.
        if (added.length > 0) flush();
        removed.push(line);
        break;
      case 'added':
        added.push(line);
        break;
      case 'context':
        flush();
        rows.push({ type: 'pair', old: line, new: line });
        break;
      case 'no-newline':
        // Said of the side before it; the lines that belong together stay together.
        if (removed.length > 0 && added.length === 0) break;
        flush();
        rows.push({ type: 'note', line });
        break;
      case 'gap':
        flush();
        rows.push({ type: 'note', line });
        break;
    }
  }
  flush();
  return rows;
}
