import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkIntegrity } from '#electron/store/integrity.ts';
import { APPLICATION_ID, migrate, schemaVersion } from '#electron/store/migrate.ts';
import { allMigrations } from '#electron/store/migrations/all-migrations.ts';
import { toEpochMs } from '#electron/store/migrations/flat-tables.ts';
import type { Migration } from '#electron/store/migrations/migration.ts';
import { Sqlite, type SqliteDatabase } from '#electron/store/sqlite.ts';
import { silentLog } from '#electron/store/store-log.ts';
import { makeTestFolder, openTestDatabase } from '#tests/support/store/open-test-database.ts';

/** A folder whose database an earlier app wrote. */
function folderWith(write: (sqlite: SqliteDatabase) => void): { folder: string; file: string } {
  const folder = makeTestFolder();
  const file = join(folder, 'conversations.db');
  const sqlite = new Sqlite(file);
  write(sqlite);
  sqlite.close();
  return { folder, file };
}

const FLAT_TABLES = `
  CREATE TABLE conversations (id TEXT PRIMARY KEY, title TEXT, created_at TEXT);
  CREATE TABLE messages (id INTEGER PRIMARY KEY AUTOINCREMENT, conversation_id TEXT NOT NULL, role TEXT, content TEXT, created_at TEXT DEFAULT CURRENT_TIMESTAMP);
  CREATE INDEX messages_by_parent ON messages (conversation_id);
  CREATE TRIGGER noisy AFTER INSERT ON messages BEGIN SELECT 1; END;
`;

describe('migrating', () => {
  test('a new database gets all steps and no backup', () => {
    const folder = makeTestFolder();
    const { connection } = openTestDatabase({ folder });
    expect(schemaVersion(connection.sqlite)).toBe(allMigrations.at(-1)?.version);
    expect(connection.sqlite.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
    expect(readdirSync(folder)).not.toContain('backups');
  });

  test('numbers that do not increase are refused before anything runs', () => {
    const sqlite = new Sqlite(':memory:');
    const step = (version: number): Migration => ({
      version,
      name: `v${version}`,
      up: (database) => void database.exec(`CREATE TABLE t${version} (a)`),
    });
    const run = (...versions: number[]) => migrate(sqlite, { migrations: versions.map(step), backUp: () => {}, log: silentLog, nowMs: 0 });
    expect(() => run(10, 10)).toThrow(/does not come after/);
    expect(() => run(20, 10)).toThrow(/does not come after/);
    expect(sqlite.prepare('SELECT name FROM sqlite_schema').all()).toEqual([]);
    sqlite.close();
  });

  test('a step that fails leaves what the step before left, and runs again next time', () => {
    const sqlite = new Sqlite(':memory:');
    const first: Migration = {
      version: 10,
      name: 'first',
      up: (database) => void database.exec('CREATE TABLE first (a); INSERT INTO first VALUES (1)'),
    };
    const failing: Migration = {
      version: 20,
      name: 'failing',
      up: (database) => {
        database.exec('CREATE TABLE second (a); DELETE FROM first');
        throw new Error('no');
      },
    };
    const backups: number[] = [];
    const options = { backUp: (from: number) => void backups.push(from), log: silentLog, nowMs: 0 };
    expect(() => migrate(sqlite, { ...options, migrations: [first, failing] })).toThrow('no');
    expect(schemaVersion(sqlite)).toBe(10);
    expect(sqlite.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'first' }]);
    expect(sqlite.prepare('SELECT a FROM first').all()).toEqual([{ a: 1 }]);
    expect(migrate(sqlite, { ...options, migrations: [first, { ...failing, up: () => {} }] })).toBe(10);
    expect(schemaVersion(sqlite)).toBe(20);
    expect(backups).toEqual([10]);
    sqlite.close();
  });

  test('a database with rows is copied before it is touched, and not migrated when the copy fails', () => {
    const { folder, file } = folderWith((sqlite) =>
      sqlite.exec(`${FLAT_TABLES} INSERT INTO messages (conversation_id, role, content) VALUES ('a', 'user', 'hi')`),
    );
    // A file stands where the backup folder would have to be.
    expect(() => openTestDatabase({ folder, backupFolder: join(file, 'backups') })).toThrow(
      expect.objectContaining({ code: 'storage-unavailable' }),
    );
    const untouched = new Sqlite(file, { readonly: true });
    expect(untouched.prepare('SELECT content FROM messages').all()).toEqual([{ content: 'hi' }]);
    untouched.close();

    openTestDatabase({ folder }).close();
    const [backup, ...others] = readdirSync(join(folder, 'backups'));
    expect(others).toEqual([]);
    expect(backup).toMatch(/^before-migration-from-0-to-0\.0\.0-test-\d{8}T\d{6}Z\.db$/);
    const copy = new Sqlite(join(folder, 'backups', backup ?? ''), { readonly: true });
    expect(copy.prepare('SELECT conversation_id, role, content FROM messages').all()).toEqual([
      { conversation_id: 'a', role: 'user', content: 'hi' },
    ]);
    copy.close();
  });

  test('from each schema version before, with rows, to the newest', () => {
    for (const { version } of allMigrations.filter((migration) => migration.version >= 30)) {
      const { folder } = folderWith((sqlite) => {
        const upToHere = allMigrations.filter((migration) => migration.version <= version);
        migrate(sqlite, { migrations: upToHere, backUp: () => {}, log: silentLog, nowMs: 0 });
        sqlite.exec(`
          INSERT INTO conversations (key, id, title, title_search, agent_id, approval_mode, leaf_key, created_at, updated_at) VALUES (7, 'c', 'T', 't', 'gemini', 'plan', 9, 1, 2);
          INSERT INTO messages (key, id, conversation_key, seq, depth, role, status, created_at) VALUES (9, 'm', 7, 0, 0, 'user', 'complete', 1);
          INSERT INTO message_parts (message_key, position, type, text) VALUES (9, 0, 'text', 'okapi');
          INSERT INTO search_texts VALUES (9, 'okapi', 'c7 user');
        `);
      });
      const { conversations, messages, search } = openTestDatabase({ folder });
      expect(conversations.list({ archived: false })).toMatchObject([{ id: 'c', title: 'T', approvalMode: 'plan' }]);
      expect(messages.tail('c', 5).messages).toMatchObject([{ id: 'm', parts: [{ text: 'okapi' }] }]);
      expect(search.searchMessages({ query: 'okapi', limit: 5 }).hits).toHaveLength(1);
    }
  });
});

describe('bringing in the flat tables of an earlier app', () => {
  test('each conversation becomes one path in the order of writing, found by search, with title, preview and times', () => {
    const { folder, file } = folderWith((sqlite) =>
      sqlite.exec(`${FLAT_TABLES}
        INSERT INTO conversations VALUES ('a', 'Named', '2024-05-01T10:00:00Z'), ('b', NULL, '2024-05-02 10:00:00'), ('empty', 'Never used', NULL);
        INSERT INTO messages (conversation_id, role, content, created_at) VALUES
          ('a', 'user', 'first question', '2024-05-01T10:00:00.500Z'), ('b', 'user', '東京の 天気は？', '2024-05-02 10:00:01'),
          ('a', 'assistant', 'first answer', '2024-05-01T09:00:00+00:00'), ('b', 'model', '晴れ', '1714644002'),
          ('a', 'user', 'second question', NULL), ('a', 'system', 'Be brief.', '1714557700123'), ('a', 'assistant', 'last okapi', 'nonsense');`),
    );
    const { conversations, messages, search, history } = openTestDatabase({ folder, now: () => Date.UTC(2026, 0, 1) });
    expect(conversations.get('a')).toMatchObject({
      title: 'Named',
      titleIsManual: true,
      preview: 'last okapi',
      agentId: 'gemini',
      approvalMode: 'default',
      createdAt: Date.UTC(2024, 4, 1, 10),
      updatedAt: 1714557700123,
    });
    expect(conversations.get('b')).toMatchObject({
      title: '東京の 天気は？',
      titleIsManual: false,
      preview: '晴れ',
      createdAt: Date.UTC(2024, 4, 2, 10),
    });
    expect(conversations.get('empty')).toMatchObject({ title: 'Never used', leafMessageId: null });
    const path = messages.tail('a', 100);
    expect(path.messages.map(({ role, seq, depth, status, createdAt, parts }) => [role, seq, depth, status, createdAt, parts[0]])).toEqual([
      ['user', 0, 0, 'complete', Date.UTC(2024, 4, 1, 10, 0, 0, 500), { type: 'text', text: 'first question' }],
      ['assistant', 1, 1, 'complete', Date.UTC(2024, 4, 1, 9), { type: 'text', text: 'first answer' }],
      ['user', 2, 2, 'complete', Date.UTC(2024, 4, 1, 9), { type: 'text', text: 'second question' }],
      ['assistant', 3, 3, 'complete', 1714557700123, { type: 'notice', notice: 'info', text: 'system: Be brief.' }],
      ['assistant', 4, 4, 'complete', 1714557700123, { type: 'text', text: 'last okapi' }],
    ]);
    expect(messages.tail('b', 5).messages.map(({ role, createdAt }) => [role, createdAt])).toEqual([
      ['user', Date.UTC(2024, 4, 2, 10, 0, 1)],
      ['assistant', 1714644002000],
    ]);
    expect(search.searchMessages({ query: 'okapi', limit: 5 }).hits).toMatchObject([{ conversationId: 'a' }]);
    expect(search.searchMessages({ query: '天気', limit: 5 }).hits).toMatchObject([{ conversationId: 'b' }]);
    expect(history.restoreMessages('a')).toHaveLength(5);
    // It goes on like any other conversation.
    const next = messages.appendUserMessage({ conversationId: 'a', parts: [{ type: 'text', text: 'next' }] });
    expect(next).toMatchObject({ seq: 5, depth: 5, parentId: path.messages[4]?.id });
    messages.selectBranch(path.messages[0]?.id ?? '');
    expect(conversations.get('a').leafMessageId).toBe(next.id);
    expect(checkIntegrity(file)).toEqual({ ok: true, problems: [] });
  });

  test('whatever the rows hold, no words are lost', () => {
    const { folder } = folderWith((sqlite) => {
      sqlite.exec('CREATE TABLE messages (conversation_id, role, content, created_at)');
      const insert = sqlite.prepare('INSERT INTO messages VALUES (?, ?, ?, ?)');
      const rows: [string | number | bigint | null | Buffer, string | null, string | number | null | Buffer, string | number | null][] = [
        [1, 'user', 'number id', 1714557600],
        ['1', 'ASSISTANT', 'same id as text', 1714557600.25],
        [1234567890123456789n, 'user', 'snowflake id', null],
        [null, 'user', 'no id', 0],
        [null, 'assistant', 'no id either', -5],
        ['', 'user', 'empty id', 1e18],
        ['../../etc/passwd', 'user', 'path id', '9999-99-99'],
        ['x'.repeat(500), 'user', 'long id', 'yesterday'],
        [Buffer.from([1, 2]), 'human', 'blob id', 1714557600000],
        ['c', null, 'no role', null],
        ['c', 'tool', 'tool output', null],
        ['c', 'user', Buffer.from('blob content ä'), null],
        ['c', 'user', 42, null],
        ['c', 'user', '', null],
        ['c', 'user', null, null],
        ['c', 'user', '  \n ', null],
        ['c', 'O\'Brien"; DROP TABLE messages', 'odd role', null],
        ['c', 'user', 'NUL \u0000 inside, 👩‍👩‍👧, <script>', null],
        ['c', 'user', 'z'.repeat(1_000_000), null],
      ];
      for (const row of rows) insert.run(...row);
    });
    const { conversations, messages } = openTestDatabase({ folder });
    const all = conversations.list({ archived: false });
    const texts = all.flatMap(({ id }) => messages.tail(id, 100).messages).map(({ parts }) => (parts[0] as { text: string }).text);
    expect(texts.sort()).toEqual(
      [
        '42',
        'NUL \u0000 inside, 👩‍👩‍👧, <script>',
        'blob content ä',
        'blob id',
        'empty id',
        'long id',
        'no id',
        'no id either',
        'Note: no role',
        'number id',
        'path id',
        'same id as text',
        'snowflake id',
        'O\'Brien"; DROP TABLE messages: odd role',
        'tool: tool output',
        'z'.repeat(1_000_000),
      ].sort(),
    );
    expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(['1', '1234567890123456789', 'c']));
    for (const { id, createdAt, updatedAt } of all) {
      expect(id).toMatch(/^[\w-]{1,64}$/);
      expect(createdAt).toBeLessThanOrEqual(updatedAt);
    }
  });

  test('columns of other names, a table without row numbers, and a version number of its own', () => {
    const { folder } = folderWith((sqlite) =>
      sqlite.exec(`
        CREATE TABLE conversations (conversationId TEXT, name TEXT, createdAt INTEGER, updatedAt INTEGER);
        CREATE TABLE messages (k TEXT PRIMARY KEY, conversationId TEXT, sender TEXT, text TEXT, timestamp INTEGER, model TEXT) WITHOUT ROWID;
        INSERT INTO conversations VALUES ('a', 'A', 1714557600, 1714557900);
        INSERT INTO messages VALUES ('z', 'a', 'human', 'one', 1714557600, NULL), ('m', 'a', 'ai', 'two', 1714557601, 'flash'), ('b', 'a', 'human', 'three', 1714557602, NULL);
        PRAGMA user_version = 35;`),
    );
    const { conversations, messages } = openTestDatabase({ folder });
    expect(conversations.get('a')).toMatchObject({ title: 'A', createdAt: 1714557600000, updatedAt: 1714557900000 });
    expect(messages.tail('a', 5).messages).toMatchObject([
      { parts: [{ text: 'one' }] },
      { parts: [{ text: 'two' }], model: 'flash' },
      { parts: [{ text: 'three' }] },
    ]);
  });

  test('twenty thousand rows, more than any batch holds, with gaps in their numbers', () => {
    const { folder } = folderWith((sqlite) => {
      sqlite.exec(FLAT_TABLES);
      const insert = sqlite.prepare('INSERT INTO messages (id, conversation_id, role, content) VALUES (?, ?, ?, ?)');
      sqlite
        .transaction(() => {
          for (let count = 0; count < 20_000; count += 1)
            insert.run(count * 3 - 30_000, `c${count % 7}`, count % 2 === 0 ? 'user' : 'assistant', `message ${count}`);
        })
        .immediate();
    });
    const { conversations, messages } = openTestDatabase({ folder });
    expect(conversations.list({ archived: false })).toHaveLength(7);
    const { totalMessages, messages: last } = messages.tail('c0', 3);
    expect(totalMessages).toBe(2858);
    expect(last).toMatchObject([
      { parts: [{ text: 'message 19985' }] },
      { parts: [{ text: 'message 19992' }] },
      { parts: [{ text: 'message 19999' }] },
    ]);
  });

  test.each([
    ['2024-05-01T10:00:00Z', Date.UTC(2024, 4, 1, 10)],
    ['2024-05-01 10:00:00', Date.UTC(2024, 4, 1, 10)],
    ['2024-05-01T10:00:00.123456', Date.UTC(2024, 4, 1, 10, 0, 0, 123)],
    ['2024-05-01T12:00:00+02:00', Date.UTC(2024, 4, 1, 10)],
    ['2024-05-01', Date.UTC(2024, 4, 1)],
    [1714557600, 1714557600000],
    [1714557600.5, 1714557600500],
    ['1714557600000', 1714557600000],
    [1714557600000000, 1714557600000],
    [1714557600000000000n, 1714557600000],
    [0, null],
    [-1, null],
    ['', null],
    [null, null],
    ['soon', null],
    ['9999-99-99', null],
    [Number.MAX_VALUE, null],
  ] as const)('the time %s is %s', (value, expected) => {
    expect(toEpochMs(value)).toBe(expected);
  });
});
