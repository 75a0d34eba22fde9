/** Writes a history of years into an empty file, as the app would have left it. In bulk: a million durable messages one by one take hours. */
import { migrate } from '#electron/store/migrate.ts';
import { allMigrations } from '#electron/store/migrations/all-migrations.ts';
import { toSearchText } from '#electron/store/search-text.ts';
import { Sqlite, type SqliteDatabase } from '#electron/store/sqlite.ts';
import { silentLog } from '#electron/store/store-log.ts';
import { type HistorySize, LONG_CONVERSATION, planConversations, planMessages } from './plan.ts';
import { createRandom, whole } from './random.ts';
import { createWords, type Words } from './words.ts';

const WORDS_SEED = 7;
/** The words that the history is made of, for queries that find something. */
export const historyWords = (): Words => createWords(WORDS_SEED);

export const FIRST_MS = Date.UTC(2021, 0, 1);
/** Five years. */
export const SPAN_MS = 5 * 365 * 24 * 60 * 60 * 1000;
const ROWS_PER_TRANSACTION = 50_000;

/** The schema it is written in; what is written is known to that one. */
const WRITTEN_MIGRATIONS = allMigrations.filter(({ version }) => version <= 50);

export function writeHistory(file: string, size: HistorySize): void {
  const sqlite = new Sqlite(file);
  migrate(sqlite, { migrations: WRITTEN_MIGRATIONS, backUp: () => {}, log: silentLog, nowMs: 0 });
  // Nothing is lost by a crash here but the time.
  for (const pragma of [
    'journal_mode = MEMORY',
    'synchronous = OFF',
    'locking_mode = EXCLUSIVE',
    'cache_size = -1000000',
    'temp_store = MEMORY',
  ]) {
    sqlite.pragma(pragma);
  }
  const restore = dropTriggersAndIndexes(sqlite);
  fill(sqlite, size);
  restore();
  // Fewer and larger segments than message by message, which is what the app's own merging ends at after years, too.
  sqlite.exec("INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 67108864)");
  sqlite.exec("INSERT INTO search_index (search_index) VALUES ('rebuild')");
  sqlite.exec("INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 1048576)");
  sqlite.pragma('journal_mode = WAL');
  sqlite.close();
}

/** Returns what puts them back: one by one they would cost most of the time. */
function dropTriggersAndIndexes(sqlite: SqliteDatabase): () => void {
  const made = sqlite
    .prepare<{ type: string; name: string; sql: string }>(
      "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('trigger', 'index') AND sql IS NOT NULL",
    )
    .all();
  for (const { type, name } of made) sqlite.exec(`DROP ${type} ${name}`);
  return () => {
    for (const { sql } of made) sqlite.exec(sql);
  };
}

function fill(sqlite: SqliteDatabase, size: HistorySize): void {
  const words = historyWords();
  const random = createRandom(WORDS_SEED + 1);
  const conversations = planConversations(size).map((planned) => ({
    ...planned,
    leafKey: null as number | null,
    count: 0,
    preview: '',
    updatedAt: 0,
  }));
  const message = sqlite.prepare(
    `INSERT INTO messages (key, id, conversation_key, parent_key, seq, depth, role, status, model, usage, created_at, finished_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'complete', ?, ?, ?, ?)`,
  );
  const choose = sqlite.prepare('UPDATE messages SET chosen_child_key = ? WHERE key = ?');
  const part = sqlite.prepare("INSERT INTO message_parts (key, message_key, position, type, text) VALUES (?, ?, 0, 'text', ?)");
  const searchText = sqlite.prepare('INSERT INTO search_texts (message_key, text, scope) VALUES (?, ?, ?)');
  const usage = JSON.stringify({
    inputTokens: 900,
    outputTokens: 120,
    cachedTokens: 0,
    thoughtTokens: 0,
    totalTokens: 1_020,
    contextTokens: 900,
  });

  sqlite.pragma('foreign_keys = OFF');
  sqlite.exec('BEGIN');
  let key = 0;
  for (const index of planMessages(size)) {
    const conversation = conversations[index];
    if (conversation === undefined) continue;
    key += 1;
    const isAnswer = conversation.count % 2 === 1;
    const dice = random();
    const kind = conversation.isCjk && dice < 0.8 ? 'cjk' : isAnswer && dice < 0.1 ? 'code' : 'prose';
    const length = isAnswer ? 30 + whole(random, 100) : 4 + whole(random, 24);
    const text = words.message(random, { topic: conversation.topic, words: length, kind });
    const atMs = FIRST_MS + Math.floor((SPAN_MS * key) / size.messages);
    message.run(
      key,
      messageId(key),
      index + 1,
      conversation.leafKey,
      conversation.count,
      conversation.count,
      isAnswer ? 'assistant' : 'user',
      isAnswer ? 'gemini-2.5-flash' : null,
      isAnswer ? usage : null,
      atMs,
      atMs,
    );
    if (conversation.leafKey !== null) choose.run(key, conversation.leafKey);
    part.run(key, key, text);
    searchText.run(key, toSearchText(text), `c${index + 1} ${isAnswer ? 'assistant' : 'user'}`);
    conversation.leafKey = key;
    conversation.count += 1;
    conversation.preview = text.replace(/\s+/g, ' ').slice(0, 200);
    conversation.updatedAt = atMs;
    if (key % ROWS_PER_TRANSACTION === 0) sqlite.exec('COMMIT; BEGIN');
  }
  const row = sqlite.prepare(
    `INSERT INTO conversations (key, id, title, title_search, agent_id, model, approval_mode, project_folder, archived, preview, leaf_key, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, NULL, 'default', ?, ?, ?, ?, ?, ?)`,
  );
  conversations.forEach(({ title, agentId, projectFolder, archived, preview, leafKey, updatedAt }, index) => {
    // The long one was talked in last.
    const atMs = index === LONG_CONVERSATION ? FIRST_MS + SPAN_MS : updatedAt || FIRST_MS;
    row.run(
      index + 1,
      conversationId(index),
      title,
      toSearchText(title),
      agentId,
      projectFolder,
      Number(archived),
      preview,
      leafKey,
      FIRST_MS,
      atMs,
    );
  });
  sqlite.exec('COMMIT');
}

export function conversationId(index: number): string {
  return fakeUuid(0xc0000000 + index);
}

/** Spread like real ones, whose index has no order either. */
export function messageId(key: number): string {
  return fakeUuid(key);
}

function fakeUuid(number: number): string {
  const a = (Math.imul(number, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  const b = number.toString(16).padStart(12, '0');
  return `${a}-${a.slice(0, 4)}-4${a.slice(5)}-8${a.slice(1, 4)}-${b}`;
}
