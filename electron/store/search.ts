/** Searching what was said, and the titles of conversations. Safe to run on a read-only connection in a worker thread. */
import type { Role } from '#protocol/conversation.ts';
import type { MessageHit } from '#protocol/ipc.ts';
import type { Connection } from './connection.ts';
import { createPartRows, searchableText } from './part-rows.ts';
import { parseSearchTerms, type SearchTerm, toMatchExpression, toSearchText } from './search-text.ts';
import { createSnippet } from './snippet.ts';
import type { SqliteValue } from './sqlite.ts';
import { silentLog } from './store-log.ts';

export interface SearchFilters {
  conversationId?: string | undefined;
  role?: Role | undefined;
  agentId?: string;
  projectFolder?: string;
  /** Left out: both. */
  archived?: boolean | undefined;
  /** Milliseconds since the epoch, of the message; both inclusive. */
  fromMs?: number;
  toMs?: number;
}

export interface MessageSearchRequest {
  /** As typed: every word must occur, the last one may be unfinished, text in double quotes stays together. */
  query: string;
  limit: number;
  filters?: SearchFilters;
}

export interface TitleHit {
  conversationId: string;
  title: string;
  archived: boolean;
}

export interface MessageSearch {
  /** Newest first. Empty for a query without a letter, digit or emoji. Deleted conversations are not searched. */
  searchMessages(request: MessageSearchRequest): MessageHit[];
  /** Conversations whose title holds every word, anywhere in it; the newest turn first. */
  searchTitles(request: { query: string; limit: number; archived?: boolean }): TitleHit[];
}

interface HitRow {
  key: number;
  message_id: string;
  conversation_id: string;
  title: string;
  role: Role;
  created_at: number;
}

export function createMessageSearch(connection: Connection): MessageSearch {
  const partRows = createPartRows(connection, silentLog);

  return {
    searchMessages: ({ query, limit, filters = {} }) =>
      connection.read(() => {
        const terms = parseSearchTerms(query);
        const expression = toMatchExpression(terms);
        if (expression === null) return [];
        const rows = findRows(connection, expression, limit, filters);
        const parts = partRows.read(rows.map(({ key }) => key));
        return rows.map((row) => toHit(row, searchableText(parts.get(row.key) ?? []), terms));
      }),

    searchTitles: ({ query, limit, archived }) =>
      connection.read(() => {
        const words = parseSearchTerms(query).map(({ folded }) => toSearchText(folded).trim());
        if (words.length === 0) return [];
        const conditions = words.map(() => 'instr(title_search, ?) > 0');
        return connection
          .statement<{ id: string; title: string; archived: number }>(
            `SELECT id, title, archived FROM conversations
             WHERE deleted_at IS NULL ${archived === undefined ? '' : `AND archived = ${Number(archived)}`} AND ${conditions.join(' AND ')}
             ORDER BY updated_at DESC, key DESC LIMIT ?`,
          )
          .all(...words, limit)
          .map((row) => ({ conversationId: row.id, title: row.title, archived: row.archived === 1 }));
      }),
  };
}

/**
 * Conversation and role narrow the search inside the index; the rest is checked per hit. FTS5 yields row numbers in descending order
 * without sorting, and a row number is the order of creation: so the newest hits come first and the search ends when it has enough.
 */
function findRows(connection: Connection, expression: string, limit: number, filters: SearchFilters): HitRow[] {
  const scope: string[] = [];
  if (filters.conversationId !== undefined) {
    const row = connection.statement<{ key: number }>('SELECT key FROM conversations WHERE id = ?').get(filters.conversationId);
    if (row === undefined) return [];
    scope.push(`c${row.key}`);
  }
  if (filters.role !== undefined) scope.push(filters.role);
  const match = [...scope.map((token) => `scope : "${token}"`), expression].join(' AND ');

  const conditions: string[] = [];
  const parameters: SqliteValue[] = [match];
  const where = (condition: string, value: SqliteValue | undefined) => {
    if (value === undefined) return;
    conditions.push(`AND ${condition}`);
    parameters.push(value);
  };
  where('c.agent_id = ?', filters.agentId);
  where('c.project_folder = ?', filters.projectFolder);
  where('c.archived = ?', filters.archived === undefined ? undefined : Number(filters.archived));
  where('m.created_at >= ?', filters.fromMs);
  where('m.created_at <= ?', filters.toMs);

  // CROSS JOIN fixes the order: the index leads, so that its order is the result's order.
  return connection
    .statement<HitRow>(
      `SELECT m.key, m.id AS message_id, c.id AS conversation_id, c.title, m.role, m.created_at
       FROM search_index CROSS JOIN messages m ON m.key = search_index.rowid CROSS JOIN conversations c ON c.key = m.conversation_key
       WHERE search_index MATCH ? AND c.deleted_at IS NULL ${conditions.join(' ')}
       ORDER BY search_index.rowid DESC LIMIT ?`,
    )
    .all(...parameters, limit);
}

function toHit(row: HitRow, text: string, terms: SearchTerm[]): MessageHit {
  return {
    messageId: row.message_id,
    conversationId: row.conversation_id,
    conversationTitle: row.title,
    role: row.role,
    createdAt: row.created_at,
    snippet: createSnippet(text, terms),
  };
}
