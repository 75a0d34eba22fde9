/** Where a search with filters has to look: as much as can be decided before the first word is looked up. */
import type { SearchFilters } from '#protocol/search.ts';
import type { Connection } from './connection.ts';
import { PERIOD_BITS } from './migrations/0190-narrow-searches.ts';
import { EVERY_ROW, intersectRanges, mergeRanges, type RowRange } from './row-ranges.ts';
import type { SqliteValue } from './sqlite.ts';

export interface SearchScope {
  /** Tokens of the index's column `scope`, each an FTS5 expression; all must match. */
  tokens: string[];
  /** Of messages; the newest range first. */
  ranges: RowRange[];
  /** The tokens leave a few conversations only. */
  isWithinFew: boolean;
  /** What is left to check per hit, on `m` (messages) and `c` (conversations). */
  condition: string;
  parameters: SqliteValue[];
}

/**
 * Up to this many conversations are looked for inside the index, however frequent the word is: each token costs a look-up of some 0.1 ms before
 * the first hit.
 */
const MAX_CONVERSATION_TOKENS = 16;
/** Of up to this many it is looked up when they were written, and only there is searched. Of more there is a hit soon enough anywhere. */
const MAX_CONVERSATION_SPANS = 256;
/** Beginning to read the index somewhere costs as much as reading so many rows. */
const SPAN_GAP_ROWS = 4_096;

/** Null when nothing can be found. */
export function searchScope(connection: Connection, filters: SearchFilters): SearchScope | null {
  const tokens: string[] = filters.role === undefined ? [] : [`"${filters.role}"`];
  let ranges = dateRanges(connection, filters);
  let isWithinFew = false;
  const dates = dateConditions(filters);
  const conversations = conversationConditions(filters);

  if (conversations.sql.length > 0) {
    // Holds all that filters ask about, so that the rows themselves with their titles and previews are not read.
    const index = filters.conversationId === undefined ? 'INDEXED BY conversations_by_project' : '';
    const keys = connection
      .statement<{ key: number }>(
        `SELECT c.key FROM conversations c ${index} WHERE c.deleted_at IS NULL AND ${conversations.sql.join(' AND ')} LIMIT ${MAX_CONVERSATION_SPANS + 1}`,
      )
      .all(...conversations.parameters)
      .map(({ key }) => key);
    if (keys.length === 0) return null;
    if (keys.length <= MAX_CONVERSATION_TOKENS) {
      tokens.push(keys.map((key) => `"c${key}"`).join(' OR '));
      conversations.sql = [];
      conversations.parameters = [];
      isWithinFew = true;
    } else if (keys.length <= MAX_CONVERSATION_SPANS) {
      ranges = intersectRanges(ranges, conversationSpans(connection, keys));
    }
  }
  if (ranges.length === 0) return null;
  return {
    tokens: tokens.map((token) => `scope : (${token})`),
    ranges,
    isWithinFew,
    condition: ['c.deleted_at IS NULL', ...conversations.sql, ...dates.sql].join(' AND '),
    parameters: [...conversations.parameters, ...dates.parameters],
  };
}

interface Conditions {
  sql: string[];
  parameters: SqliteValue[];
}

function conversationConditions({ conversationId, agentId, projectFolders, archived }: SearchFilters): Conditions {
  const sql: string[] = [];
  const parameters: SqliteValue[] = [];
  const add = (condition: string, value: SqliteValue) => {
    sql.push(condition);
    parameters.push(value);
  };
  if (conversationId !== undefined) add('c.id = ?', conversationId);
  if (agentId !== undefined) add('c.agent_id = ?', agentId);
  if (archived !== undefined) add('c.archived = ?', Number(archived));
  if (projectFolders !== undefined) {
    const named = projectFolders.filter((folder) => folder !== null);
    const orNone = projectFolders.includes(null) ? ' OR c.project_folder IS NULL' : '';
    add(`(c.project_folder IN (SELECT value FROM json_each(?))${orNone})`, JSON.stringify(named));
  }
  return { sql, parameters };
}

function dateConditions({ fromMs, toMs }: SearchFilters): Conditions {
  return {
    sql: [...(fromMs === undefined ? [] : ['m.created_at >= ?']), ...(toMs === undefined ? [] : ['m.created_at <= ?'])],
    parameters: [fromMs, toMs].filter((value) => value !== undefined),
  };
}

/** From the first message of each to its last: a conversation's messages are numbered in the order of their row numbers. */
function conversationSpans(connection: Connection, keys: readonly number[]): RowRange[] {
  const spans = connection
    .statement<{ from: number | null; to: number | null }>(
      `SELECT (SELECT key FROM messages WHERE conversation_key = c.value ORDER BY seq LIMIT 1) AS "from",
         (SELECT key FROM messages WHERE conversation_key = c.value ORDER BY seq DESC LIMIT 1) AS "to" FROM json_each(?) c`,
    )
    .all(JSON.stringify(keys));
  return mergeRanges(
    spans.flatMap(({ from, to }) => (from === null || to === null ? [] : [{ from, to }])),
    SPAN_GAP_ROWS,
  );
}

function dateRanges(connection: Connection, { fromMs, toMs }: SearchFilters): RowRange[] {
  if (fromMs === undefined && toMs === undefined) return [EVERY_ROW];
  const blocks = connection
    .statement<{ block: number }>('SELECT block FROM message_periods WHERE last_ms >= ? AND first_ms <= ? ORDER BY block DESC')
    .all(fromMs ?? Number.MIN_SAFE_INTEGER, toMs ?? Number.MAX_SAFE_INTEGER);
  return mergeRanges(
    blocks.map(({ block }) => ({ from: block * 2 ** PERIOD_BITS, to: (block + 1) * 2 ** PERIOD_BITS - 1 })),
    0,
  );
}
