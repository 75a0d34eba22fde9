/** How many lines a change added and removed. */
import type { ContentStore } from './content-store.ts';
import type { FileState } from './file-state.ts';
import { asText, countChangedLines } from './text-content.ts';

/** Null where there is nothing to count, e.g. in an image. */
export type LineCounts = { added: number; removed: number } | null;

/** Reads both contents out of the store. */
export async function countLines(before: FileState, after: FileState, contents: ContentStore): Promise<LineCounts> {
  const [oldText, newText] = await Promise.all([textOf(before, contents), textOf(after, contents)]);
  return oldText === null || newText === null ? null : countChangedLines(oldText, newText);
}

async function textOf(state: FileState, contents: ContentStore): Promise<string | null> {
  if (state.kind === 'absent') return '';
  if (state.kind !== 'file' || !state.isKept) return null;
  const content = await contents.get(state.hash);
  return content === null ? null : asText(content);
}
