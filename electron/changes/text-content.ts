/** Contents of files as text, where they are text, and what of it changed. */
import { applyPatch, structuredPatch } from 'diff';

/** The exact difference of longer texts takes seconds to find. */
const MAX_COMPARED_CHARS = 1_000_000;
const MAX_EDITS = 20_000;
const COMPARE_TIMEOUT_MS = 300;

/** Null for a binary file. Line ends and everything else stay as they are. */
export function asText(content: Buffer): string | null {
  if (content.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    // Another encoding, which shown as UTF-8 would be another text.
    return null;
  }
}

/** Lines added and removed; null where they can't be counted in reasonable time. */
export function countChangedLines(oldText: string, newText: string): { added: number; removed: number } | null {
  const patch = patchOf(oldText, newText, 0);
  if (patch === undefined) return null;
  let added = 0;
  let removed = 0;
  for (const line of patch.hunks.flatMap((hunk) => hunk.lines)) {
    if (line.startsWith('+')) added++;
    else if (line.startsWith('-')) removed++;
  }
  return { added, removed };
}

/**
 * `current` with what led from `before` to `after` taken out again and everything else kept; null where the two overlap.
 */
export function withoutEdit(current: string, before: string, after: string): string | null {
  const patch = patchOf(after, before, 3);
  if (patch === undefined) return null;
  const merged = applyPatch(current, patch, { fuzzFactor: 0, autoConvertLineEndings: false });
  return merged === false ? null : merged;
}

function patchOf(oldText: string, newText: string, context: number) {
  if (oldText.length + newText.length > MAX_COMPARED_CHARS) return undefined;
  return structuredPatch('file', 'file', oldText, newText, undefined, undefined, {
    context,
    maxEditLength: MAX_EDITS,
    timeout: COMPARE_TIMEOUT_MS,
  });
}
