/**
 * Keeps the code map's answers within a context window, for main's agents and for MCP clients: a page that is too long is asked for once more, shorter; what has no pages loses the end of its
 * lists.
 */
type Result = Record<string, unknown>;

export interface Fitted {
  result: Result;
  /** Said beside the result when something was left out; null when nothing was. */
  note: string | null;
}

/** After so many shorter pages the lists are cut: one entry alone may be too long. */
const MAX_TRIES = 3;

/** Room for entries of uneven length. */
const MARGIN = 0.8;

/** `ask` runs the command with other arguments. */
export async function askWithinBudget(
  args: Readonly<Record<string, unknown>>,
  maxChars: number,
  ask: (args: Record<string, unknown>) => Promise<Result>,
): Promise<Fitted> {
  let { limit } = args;
  let result = await ask({ ...args });
  for (let tries = 0; tries < MAX_TRIES && typeof limit === 'number' && limit > 1; tries++) {
    const length = JSON.stringify(result).length;
    if (length <= maxChars) break;
    limit = Math.max(1, Math.floor(limit * (maxChars / length) * MARGIN));
    result = await ask({ ...args, limit });
  }
  const note =
    limit === args.limit ? null : `Shortened to ${String(limit)} entries to fit. Give "cursor" for the next ones, or narrow the question.`;
  return cutToBudget(result, maxChars, note);
}

/** The same result with its longest lists cut until it fits; it then says `truncated`. */
function cutToBudget(result: Result, maxChars: number, note: string | null): Fitted {
  const cut = structuredClone(result);
  const dropped = new Map<string, number>();
  while (JSON.stringify(cut).length > maxChars) {
    const longest = Object.entries(cut)
      .filter((entry): entry is [string, unknown[]] => Array.isArray(entry[1]) && entry[1].length > 0)
      .sort(([, a], [, b]) => JSON.stringify(b).length - JSON.stringify(a).length)[0];
    if (longest === undefined) break;
    const [key, list] = longest;
    const kept = Math.floor(list.length / 2);
    dropped.set(key, (dropped.get(key) ?? 0) + list.length - kept);
    cut[key] = list.slice(0, kept);
  }
  if (dropped.size === 0) return { result: cut, note };
  if ('truncated' in cut) cut.truncated = true;
  const lists = [...dropped].map(([key, count]) => `${count} of "${key}"`).join(', ');
  return {
    result: cut,
    note: `${note === null ? '' : `${note} `}Left out to fit: ${lists}. Ask about one file or one folder for the rest.`,
  };
}
