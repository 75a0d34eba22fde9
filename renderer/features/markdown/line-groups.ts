/** Cuts code into groups of lines that keep their identity while the code grows at its end. */

export const LINES_PER_GROUP = 25;

/** `closed` groups are whole and never change; `open` is the rest. Each is its lines joined, without the last line end. */
export type LineGroups = { code: string; closed: readonly string[]; open: string };

const NO_GROUPS: LineGroups = { code: '', closed: [], open: '' };

/** The groups of `code`, going on from `previous` where the code only grew. */
export function growLineGroups(previous: LineGroups | null, code: string): LineGroups {
  if (previous?.code === code) return previous;
  const base = previous !== null && code.startsWith(previous.code) ? previous : NO_GROUPS;
  const lines = (base.open + code.slice(base.code.length)).split('\n');
  if (lines.length <= LINES_PER_GROUP) return { code, closed: base.closed, open: lines.join('\n') };
  const closed = [...base.closed];
  let start = 0;
  for (; lines.length - start > LINES_PER_GROUP; start += LINES_PER_GROUP)
    closed.push(lines.slice(start, start + LINES_PER_GROUP).join('\n'));
  return { code, closed, open: lines.slice(start).join('\n') };
}
