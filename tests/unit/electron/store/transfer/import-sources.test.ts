/** Files of other programs: what they hold comes in, and what is no such file changes nothing. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Database } from '#electron/store/database.ts';
import { Sqlite } from '#electron/store/sqlite.ts';
import type { ImportRecord } from '#electron/store/transfer/import-file.ts';
import { previewImport } from '#electron/store/transfer/import-preview.ts';
import { readImportSource } from '#electron/store/transfer/import-source.ts';
import { uncontrolled } from '#electron/store/transfer/job.ts';
import { makeTestFolder, openTestDatabase } from '#tests/support/store/open-test-database.ts';

function fileWith(name: string, content: string | Buffer): string {
  const file = join(makeTestFolder(), name);
  writeFileSync(file, content);
  return file;
}

function importFrom(database: Database, ...files: string[]) {
  const running = database.imports.begin({ source: 'x', keepProjectFolders: false, addToExisting: true });
  readImportSource(files, uncontrolled, (record: ImportRecord) => running.add([record]));
  return running.finish();
}

function threadOf(database: Database, title: string) {
  const found = database.conversations.list({ archived: false }).find((conversation) => conversation.title === title);
  return found === undefined ? [] : database.messages.tail(found.id, 100).messages;
}

/** As the CLI writes it: metadata first, then a line for each message, and lines that change what was said before. */
const SESSION_LINES = [
  { sessionId: 's-1', projectHash: 'abc', startTime: '2026-05-01T10:00:00.000Z', lastUpdated: '2026-05-01T10:00:00.000Z', kind: 'main' },
  { id: 'u1', timestamp: '2026-05-01T10:00:01.000Z', type: 'user', content: [{ text: 'List the okapis 日本語' }] },
  {
    id: 'g1',
    timestamp: '2026-05-01T10:00:02.000Z',
    type: 'gemini',
    content: 'I will look.',
    model: 'gemini-2.5-pro',
    thoughts: [{ subject: 'Plan', description: 'look first', timestamp: '2026-05-01T10:00:02.000Z' }],
    tokens: { input: 10, output: 5, cached: 1, thoughts: 2, tool: 0, total: 18 },
    toolCalls: [
      {
        id: 'c1',
        name: 'run_shell_command',
        args: { command: 'ls' },
        result: [{ functionResponse: { id: 'c1', name: 'run_shell_command', response: { output: 'okapi.txt' } } }],
        status: 'success',
        timestamp: '2026-05-01T10:00:03.000Z',
        displayName: 'Shell',
        description: 'ls in the zoo',
      },
      { id: 'c2', name: 'write_file', args: { file_path: '/a' }, status: 'executing', timestamp: '2026-05-01T10:00:03.000Z' },
    ],
  },
  { id: 'g2', timestamp: '2026-05-01T10:00:04.000Z', type: 'gemini', content: 'There is one. 🚀', model: 'gemini-2.5-pro' },
  { id: 'i1', timestamp: '2026-05-01T10:00:05.000Z', type: 'info', content: 'Update available' },
  { id: 'u2', timestamp: '2026-05-01T10:00:06.000Z', type: 'user', content: 'A mistake' },
  { $rewindTo: 'u2' },
  { id: 'u3', timestamp: '2026-05-01T10:00:07.000Z', type: 'user', content: 'Thanks' },
  { $set: { lastUpdated: '2026-05-01T11:00:00.000Z', summary: 'Counting okapis' } },
];
const asLines = (lines: unknown[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');

describe('a session of the Gemini CLI', () => {
  test('comes in as one conversation; what follows a prompt is one answer', () => {
    const database = openTestDatabase();
    expect(importFrom(database, fileWith('session-1.jsonl', asLines(SESSION_LINES)))).toMatchObject({ conversations: 1, messages: 3 });
    const thread = threadOf(database, 'Counting okapis');
    expect(thread.map(({ role, parts }) => [role, parts.map((part) => part.type)])).toEqual([
      ['user', ['text']],
      ['assistant', ['thought', 'text', 'tool-call', 'tool-call', 'text', 'notice']],
      ['user', ['text']],
    ]);
    expect(thread[1]).toMatchObject({
      model: 'gemini-2.5-pro',
      usage: { inputTokens: 10, totalTokens: 18 },
      createdAt: Date.UTC(2026, 4, 1, 10, 0, 2),
    });
    expect(thread[1]?.parts[2]).toMatchObject({
      title: 'ls in the zoo',
      kind: 'execute',
      state: 'succeeded',
      result: { output: 'okapi.txt' },
    });
    expect(thread[1]?.parts[3]).toMatchObject({ state: 'cancelled', paths: ['/a'] });
    expect(database.search.searchMessages({ query: '日本 okapis', limit: 5 }).hits).toHaveLength(1);
  });

  test('in one document over many lines, and cut off by a crash, is read too', () => {
    const [metadata, ...messages] = SESSION_LINES.slice(0, 4);
    const database = openTestDatabase();
    importFrom(database, fileWith('session-2.json', JSON.stringify({ ...metadata, messages }, null, 2)));
    expect(threadOf(database, 'List the okapis 日本語')).toHaveLength(2);
    const cut = asLines([{ ...SESSION_LINES[0], sessionId: 's-2' }, ...SESSION_LINES.slice(1, 4)]).slice(0, -30);
    expect(importFrom(database, fileWith('session-3.jsonl', cut))).toMatchObject({ conversations: 1, messages: 2 });
  });

  test('imported twice, or chosen twice at once, adds nothing, and the preview says so; one that grew adds what is new', () => {
    const database = openTestDatabase();
    const file = fileWith('session-1.jsonl', asLines(SESSION_LINES));
    const copy = fileWith('copy.jsonl', readFileSync(file));
    expect(previewImport(database.connection, [file, copy], uncontrolled)).toMatchObject({ conversations: 1, messages: 3, alreadyHere: 1 });
    expect(importFrom(database, file, copy)).toMatchObject({ conversations: 1, skipped: [{ title: 'Counting okapis' }] });
    expect(previewImport(database.connection, [file], uncontrolled)).toMatchObject({ conversations: 0, alreadyHere: 1 });
    expect(importFrom(database, file)).toMatchObject({ conversations: 0, messages: 0 });
    const grown = fileWith(
      'grown.jsonl',
      asLines([...SESSION_LINES, { id: 'g9', timestamp: '', type: 'gemini', content: 'You are welcome' }]),
    );
    expect(importFrom(database, grown)).toMatchObject({ conversations: 0, added: { messages: 1 }, skipped: [] });
    const { messages } = database.messages.tail(database.conversations.list({ archived: false })[0]?.id ?? '', 1);
    expect(messages[0]?.parts).toEqual([{ type: 'text', text: 'You are welcome' }]);
  });
});

describe('a table of messages', () => {
  function makeTable(fill: (sqlite: InstanceType<typeof Sqlite>) => void): string {
    const file = join(makeTestFolder(), 'old.sqlite');
    const sqlite = new Sqlite(file);
    fill(sqlite);
    sqlite.close();
    return file;
  }
  const USUAL = `
    CREATE TABLE conversations (id INTEGER PRIMARY KEY, title TEXT);
    CREATE TABLE messages (id INTEGER PRIMARY KEY, conversation_id INTEGER, role TEXT, content TEXT, created_at TEXT);
    INSERT INTO conversations VALUES (1, 'Zoo'), (2, NULL);
    INSERT INTO messages (conversation_id, role, content, created_at) VALUES
      (1, 'user', 'Hello okapi', '2025-01-01 10:00:00'), (2, 'human', 'Other 日本', '2025-01-02'), (1, 'assistant', 'Hello 🚀', '2025-01-01 10:00:05'),
      (1, 'system', 'Be kind', NULL), (1, 'user', '  ', NULL);`;

  test('comes in by conversation, in the order in which it was written, and the file stays as it is', () => {
    const file = makeTable((sqlite) => sqlite.exec(USUAL));
    const before = readFileSync(file);
    const database = openTestDatabase();
    expect(previewImport(database.connection, [file], uncontrolled)).toMatchObject({
      kinds: ['flat-table'],
      conversations: 2,
      messages: 4,
      notes: ['1 rows of “old.sqlite” hold no words, or far too many, and are left out.'],
    });
    expect(importFrom(database, file)).toMatchObject({ conversations: 2, messages: 4 });
    expect(threadOf(database, 'Zoo').map(({ role, parts }) => [role, parts[0]])).toEqual([
      ['user', { type: 'text', text: 'Hello okapi' }],
      ['assistant', { type: 'text', text: 'Hello 🚀' }],
      ['assistant', { type: 'notice', notice: 'info', text: 'system: Be kind' }],
    ]);
    expect(threadOf(database, 'Other 日本')).toHaveLength(1);
    expect(importFrom(database, file)).toMatchObject({ conversations: 0, skipped: [{ title: 'Zoo' }, { title: 'Other 日本' }] });
    expect(readFileSync(file).equals(before)).toBe(true);
    // The same numbers in another file are other conversations.
    const other = makeTable((sqlite) => sqlite.exec(USUAL.replace('Hello okapi', 'Hello zebra').replace('Other', 'Another')));
    expect(importFrom(database, other)).toMatchObject({ conversations: 2 });
  });

  test.each([
    [
      'a database of something else',
      (sqlite: InstanceType<typeof Sqlite>) => sqlite.exec('CREATE TABLE bookmarks (url TEXT)'),
      /holds no table of messages/,
    ],
    [
      'an empty table',
      (sqlite: InstanceType<typeof Sqlite>) => sqlite.exec('CREATE TABLE messages (role TEXT, content TEXT)'),
      /holds no messages/,
    ],
    [
      'a view that never ends',
      (sqlite: InstanceType<typeof Sqlite>) =>
        sqlite.exec(
          "CREATE VIEW messages AS WITH RECURSIVE n (content) AS (SELECT 'a' UNION ALL SELECT 'a' FROM n) SELECT content, 'user' AS role FROM n",
        ),
      /holds no table of messages/,
    ],
  ])('%s is refused', (_, fill, reason) => {
    const file = makeTable(fill);
    expect(() => readImportSource([file], uncontrolled, () => {})).toThrow(
      expect.objectContaining({ code: 'invalid-request', message: expect.stringMatching(reason) as string }),
    );
  });

  test('a damaged file is refused, and nothing of it stays', () => {
    const file = makeTable((sqlite) => {
      sqlite.exec(USUAL);
      const insert = sqlite.prepare("INSERT INTO messages (conversation_id, role, content) VALUES (3, 'user', ?)");
      for (let count = 0; count < 500; count += 1) insert.run('x'.repeat(500));
    });
    const bytes = readFileSync(file);
    bytes.fill(0xab, 20 * 4096, 30 * 4096);
    writeFileSync(file, bytes);
    expect(() => readImportSource([file], uncontrolled, () => {})).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });

  test('a database of this app is named as what it is', () => {
    const database = openTestDatabase();
    const file = join(makeTestFolder(), 'copy.db');
    database.connection.sqlite.prepare('VACUUM INTO ?').run(file);
    expect(() => readImportSource([file], uncontrolled, () => {})).toThrow(/a database of Agent Manager itself/);
  });
});

describe('a hostile or foreign file', () => {
  test.each([
    ['nothing', ''],
    ['text', 'Dear diary\n'],
    ['another JSON', '{"a":1}\n'],
    ['a session without messages’ owner', '{"sessionId":"","projectHash":"x"}\n'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
    ['a session of garbage', `{"sessionId":"x","projectHash":"y","messages":"${'z'.repeat(5_000)}"`],
  ])('%s is refused with the reason', (_, content) => {
    expect(() => readImportSource([fileWith('x.json', content)], uncontrolled, () => {})).toThrow(
      expect.objectContaining({ code: 'invalid-request', message: expect.stringMatching(/Nothing was imported/) as string }),
    );
  });

  test('nested a hundred thousand levels deep it is refused, and no thread ends', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const session = `{"sessionId":"s","projectHash":"h"}\n{"id":"u","type":"user","timestamp":"","content":${deep}}\n`;
    const own = `{"type":"agent-manager-export","version":1,"appVersion":"1","exportedAt":1}\n{"type":"message","message":${deep}}\n`;
    for (const content of [session, own]) {
      expect(() => readImportSource([fileWith('x.jsonl', content)], uncontrolled, () => {})).toThrow(
        expect.objectContaining({ code: 'invalid-request' }),
      );
    }
  });

  test('a folder is no file', () => {
    expect(() => readImportSource([makeTestFolder()], uncontrolled, () => {})).toThrow(/is no file/);
  });
});
