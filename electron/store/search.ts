/** Searching what was said, and the titles of conversations. Safe to run on a read-only connection in a worker thread. */
import type { Role } from '#protocol/conversation.ts';
import type { MessageHit, MessageSearchPage, MessageSearchRequest, SearchFacets } from '#protocol/search.ts';
import type { Connection } from './connection.ts';
import { type Candidates, toCandidates } from './search-candidates.ts';
import { type SearchScope, searchScope } from './search-scope.ts';
import { parseSearchTerms, type SearchTerm, toMatchExpression, toSearchText } from './search-text.ts';
import { createSearchedText } from './searched-text.ts';
import { createSnippet } from './snippet.ts';

export interface TitleHit {
  conversationId: string;
  title: string;
  archived: boolean;
}

export interface MessageSearch {
  /**
   * Newest first. Nothing for a query without a letter, digit or emoji. Deleted conversations are not searched. Ends after `budgetMs`
   * with what was found by then; `next` says where to go on.
   */
  searchMessages(request: MessageSearchRequest, budgetMs?: number): MessageSearchPage;
  /** Conversations whose title holds every word, anywhere in it; the newest turn first. */
  searchTitles(request: { query: string; limit: number; archived?: boolean }): TitleHit[];
  facets(): SearchFacets;
}

/** As one types, a first answer is given by then with what was found: putting it together and telling the window takes its share of 10 ms, too. */
const FIRST_PAGE_MS = 5;
/** Nobody waits for older pages while typing; each begins anew where the one before ended, which takes FTS5 a while. */
const OLDER_PAGE_MS = 60;

export function searchBudgetMs({ olderThan }: MessageSearchRequest): number {
  return olderThan === undefined ? FIRST_PAGE_MS : OLDER_PAGE_MS;
}

/** A row that the disk has to bring takes half a millisecond: a few between two looks at the clock. */
const ROWS_PER_LOOK = 4;

const NOTHING: MessageSearchPage = { hits: [], next: null };

export function createMessageSearch(connection: Connection, clock: () => number = () => performance.now()): MessageSearch {
  const searchedText = createSearchedText(connection);

  const toHit = (key: number, terms: SearchTerm[]): MessageHit | null => {
    const row = connection
      .statement<{ message_id: string; conversation_id: string; title: string; archived: number; role: Role; created_at: number }>(
        `SELECT m.id AS message_id, c.id AS conversation_id, c.title, c.archived, m.role, m.created_at
         FROM messages m JOIN conversations c ON c.key = m.conversation_key WHERE m.key = ?`,
      )
      .get(key);
    if (row === undefined) return null;
    return {
      messageId: row.message_id,
      conversationId: row.conversation_id,
      conversationTitle: row.title,
      role: row.role,
      createdAt: row.created_at,
      archived: row.archived === 1,
      snippet: createSnippet(searchedText(key), terms),
    };
  };

  return {
    searchMessages: ({ query, limit, filters = {}, olderThan }, budgetMs = Number.POSITIVE_INFINITY) =>
      connection.read(() => {
        // For older pages the time begins with the first hit: FTS5 may need longer to begin, and each page would bring a single one.
        let endMs = olderThan === undefined ? clock() + budgetMs : null;
        const isOver = () => {
          endMs ??= clock() + budgetMs;
          return clock() >= endMs;
        };
        const terms = parseSearchTerms(query);
        const expression = toMatchExpression(terms);
        const scope = expression === null ? null : searchScope(connection, filters);
        if (expression === null || scope === null) return NOTHING;
        // What is so rare that the first page is not full is found by the index itself soon, and older pages may take their time.
        const candidates = olderThan === undefined || isNarrow(scope) ? toCandidates(terms) : null;
        const { keys, next } = findKeys(connection, {
          match: [...scope.tokens, candidates?.expression ?? expression].join(' AND '),
          matches: candidates?.matches,
          scope,
          limit,
          olderThan,
          isOver,
        });
        const hits: MessageHit[] = [];
        for (const [index, key] of keys.entries()) {
          const hit = toHit(key, terms);
          if (hit !== null) hits.push(hit);
          // Always one at least, so that each page is a step forward.
          if (isOver() && index < keys.length - 1) return { hits, next: key };
        }
        return { hits, next };
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

    facets: () =>
      connection.read(() => ({
        projects: connection
          .statement<{ folder: string | null; conversations: number }>(
            `SELECT project_folder AS folder, count(*) AS conversations FROM conversations
             WHERE deleted_at IS NULL GROUP BY project_folder ORDER BY max(updated_at) DESC, project_folder`,
          )
          .all(),
        agentIds: connection
          .statement<{ id: string }>('SELECT DISTINCT agent_id AS id FROM conversations WHERE deleted_at IS NULL ORDER BY agent_id')
          .all()
          .map(({ id }) => id),
      })),
  };
}

/** So many messages are looked through one by one in the time that FTS5 takes to gather the words that begin alike. */
const NARROW_ROWS = 50_000;

function isNarrow({ ranges, isWithinFew }: SearchScope): boolean {
  // Each range begins the index anew, with all that it has to gather first.
  return isWithinFew || ranges.length > 1 || ranges.reduce((sum, { from, to }) => sum + to - from, 0) < NARROW_ROWS;
}

interface KeySearch {
  match: string;
  /** Decides by the indexed text where `match` finds too much. */
  matches: Candidates['matches'] | undefined;
  scope: SearchScope;
  limit: number;
  olderThan: number | undefined;
  isOver: () => boolean;
}

/**
 * FTS5 yields row numbers in descending order without sorting, and a row number is the order of creation: so the newest hits come first
 * and the search ends when it has enough. What the index can't decide is checked row by row, against the clock.
 */
function findKeys(connection: Connection, search: KeySearch): { keys: number[]; next: number | null } {
  const { match, matches, scope, limit, olderThan, isOver } = search;
  const text = matches === undefined ? 'NULL' : '(SELECT text FROM search_texts WHERE message_key = m.key)';
  // CROSS JOIN fixes the order: the index leads, so that its order is the result's order. The driver binds numbers as floating-point, and FTS5
  // begins at a row number only when it is an integer: else it reads all that is newer, 70 ms for a frequent word and an old month.
  const rows = connection.statement<{ key: number; accepted: number; text: string | null }>(
    `SELECT search_index.rowid AS key, ${scope.condition} AS accepted, ${text} AS text
     FROM search_index CROSS JOIN messages m ON m.key = search_index.rowid CROSS JOIN conversations c ON c.key = m.conversation_key
     WHERE search_index MATCH ? AND search_index.rowid BETWEEN CAST(? AS INTEGER) AND CAST(? AS INTEGER) ORDER BY search_index.rowid DESC`,
  );
  const keys: number[] = [];
  let looked = 0;
  for (const [index, { from, to }] of scope.ranges.entries()) {
    const newest = Math.min(to, (olderThan ?? Number.POSITIVE_INFINITY) - 1);
    if (newest < from) continue;
    for (const row of rows.iterate(...scope.parameters, match, from, newest)) {
      if (row.accepted === 1 && (matches === undefined || matches(row.text ?? ''))) keys.push(row.key);
      if (keys.length === limit) return { keys, next: row.key };
      looked += 1;
      if (looked % ROWS_PER_LOOK === 0 && isOver()) return { keys, next: row.key };
    }
    if (index < scope.ranges.length - 1 && isOver()) return { keys, next: from };
  }
  return { keys, next: null };
}
