/** Where a search with filters has to look: as much as can be decided before the first word is looked up. */
import type { SearchFilters } from '#protocol/search.ts';
import type { Connection } from './connection.ts';
import { PERIOD_BITS } from './migrations/0190-narrow-searches.ts';
import type { SqliteValue } from './sqlite.ts';

export interface SearchScope {
  /** Tokens of the index's column `scope`, each an FTS5 expression; all must match. */
  tokens: string[];
  /** Row numbers of messages, both inclusive; the newest range first. */
  ranges: { from: number; to: number }[];
  /** What is left to check per hit, on `m` (messages) and `c` (conversations). */
  condition: string;
  parameters: SqliteValue[];
}

/**
 * Up to this many conversations are looked for inside the index, however frequent the word is. Of more there is a hit soon enough, and
 * each token costs a look-up.
 */
const MAX_CONVERSATION_TOKENS = 64;

/** Null when nothing can be found. */
export function searchScope(connection: Connection, filters: SearchFilters): SearchScope | null {
  const tokens: string[] = filters.role === undefined ? [] : [`"${filters.role}"`];
  const ranges = dateRanges(connection, filters);
  if (ranges.length === 0) return null;
  const dates = dateConditions(filters);
  const conversations = conversationConditions(filters);

  if (conversations.sql.length > 0) {
    // Holds all that filters ask about, so that the rows themselves with their titles and previews are not read.
    const index = filters.conversationId === undefined ? 'INDEXED BY conversations_by_project' : '';
    const keys = connection
      .statement<{ key: number }>(
        `SELECT c.key FROM conversations c ${index} WHERE c.deleted_at IS NULL AND ${conversations.sql.join(' AND ')} LIMIT ${MAX_CONVERSATION_TOKENS + 1}`,
      )
      .all(...conversations.parameters)
      .map(({ key }) => key);
    if (keys.length === 0) return null;
    if (keys.length <= MAX_CONVERSATION_TOKENS) {
      tokens.push(keys.map((key) => `"c${key}"`).join(' OR '));
      conversations.sql = [];
      conversations.parameters = [];
    }
  }
  return {
    tokens: tokens.map((token) => `scope : (${token})`),
    ranges,
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

/** Row numbers are below 2^53 in the driver, and far below in any database. */
const EVERYTHING = { from: 0, to: Number.MAX_SAFE_INTEGER };

function dateRanges(connection: Connection, { fromMs, toMs }: SearchFilters): SearchScope['ranges'] {
  if (fromMs === undefined && toMs === undefined) return [EVERYTHING];
  const blocks = connection
    .statement<{ block: number }>('SELECT block FROM message_periods WHERE last_ms >= ? AND first_ms <= ? ORDER BY block DESC')
    .all(fromMs ?? Number.MIN_SAFE_INTEGER, toMs ?? Number.MAX_SAFE_INTEGER);
  const ranges: SearchScope['ranges'] = [];
  for (const { block } of blocks) {
    const range = { from: block * 2 ** PERIOD_BITS, to: (block + 1) * 2 ** PERIOD_BITS - 1 };
    const newer = ranges.at(-1);
    if (newer !== undefined && newer.from === range.to + 1) newer.from = range.from;
    else ranges.push(range);
  }
  return ranges;
}
