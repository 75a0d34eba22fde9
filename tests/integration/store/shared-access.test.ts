import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkIntegrity } from '#electron/store/integrity.ts';
import { Sqlite } from '#electron/store/sqlite.ts';
import { makeTestFolder, NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';
import { nextLine, runStoreChild } from '#tests/support/store/run-child.ts';

const text = (words: string) => [{ type: 'text' as const, text: words }];

test('committed means on the disk, and damage is noticed where it is read', () => {
  const { connection } = openTestDatabase();
  const pragma = (name: string) => connection.sqlite.pragma(name, { simple: true });
  // 2 is FULL: https://sqlite.org/pragma.html#pragma_synchronous
  expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys'), pragma('cell_size_check'), pragma('mmap_size')]).toEqual([
    'wal',
    2,
    1,
    1,
    0,
  ]);
});

describe('two connections', () => {
  test('each sees what the other committed, and writes in turn', () => {
    const folder = makeTestFolder();
    const one = openTestDatabase({ folder });
    const two = openTestDatabase({ folder });
    const { id } = one.conversations.create(NEW_CONVERSATION);
    for (let count = 0; count < 10; count += 1) {
      one.messages.appendUserMessage({ conversationId: id, parts: text(`one ${count}`) });
      two.messages.appendUserMessage({ conversationId: id, parts: text(`two ${count}`) });
    }
    expect(one.messages.tail(id, 100)).toEqual(two.messages.tail(id, 100));
    expect(two.messages.tail(id, 100).totalMessages).toBe(20);
  });

  test('a reader never waits for a writer, and sees one state throughout', () => {
    const folder = makeTestFolder();
    const writer = openTestDatabase({ folder });
    const reader = openTestDatabase({ folder });
    const { id } = writer.conversations.create(NEW_CONVERSATION);
    reader.connection.read(() => {
      expect(reader.messages.tail(id, 10).totalMessages).toBe(0);
      writer.messages.appendUserMessage({ conversationId: id, parts: text('meanwhile') });
      expect(reader.messages.tail(id, 10).totalMessages).toBe(0);
    });
    expect(reader.messages.tail(id, 10).totalMessages).toBe(1);
  });

  test('everything in a transaction is stored together or not at all', () => {
    const database = openTestDatabase();
    const { id } = database.conversations.create(NEW_CONVERSATION);
    const failing = () =>
      database.transaction(() => {
        database.messages.appendUserMessage({ conversationId: id, parts: text('never') });
        database.conversations.setDraft(id, 'never');
        throw new Error('changed my mind');
      });
    expect(failing).toThrow('changed my mind');
    expect(database.messages.tail(id, 10).totalMessages).toBe(0);
    expect(database.conversations.getDraft(id)).toBe('');
  });
});

test('another process that holds the lock makes writing busy, reading goes on, and all is well once it lets go', async () => {
  const folder = makeTestFolder();
  const { conversations, messages } = openTestDatabase({ folder });
  const { id } = conversations.create(NEW_CONVERSATION);
  const child = runStoreChild('lock-holder.ts', [join(folder, 'conversations.db')]);
  expect(await nextLine(child)).toBe('locked');
  expect(() => messages.appendUserMessage({ conversationId: id, parts: text('x') })).toThrow(
    expect.objectContaining({ code: 'storage-busy' }),
  );
  expect(messages.tail(id, 10).totalMessages).toBe(0);
  child.process.stdin?.end();
  await child.exit;
  expect(messages.appendUserMessage({ conversationId: id, parts: text('x') })).toMatchObject({ seq: 0 });
});

/** Root may write anywhere, so there the work is done as "nobody". */
function asOrdinaryUser(work: () => void): void {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

test.skipIf(process.platform === 'win32').each([
  { what: 'folder', folderMode: 0o555, fileMode: 0o666 },
  { what: 'file', folderMode: 0o777, fileMode: 0o444 },
])('a database whose $what may only be read is refused as such, unchanged', ({ folderMode, fileMode }) => {
  const folder = makeTestFolder();
  const file = join(folder, 'conversations.db');
  openTestDatabase({ folder }).close();
  const before = readFileSync(file);
  chmodSync(file, fileMode);
  chmodSync(folder, folderMode);
  asOrdinaryUser(() => expect(() => openTestDatabase({ folder })).toThrow(expect.objectContaining({ code: 'storage-read-only' })));
  chmodSync(folder, 0o700);
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(folder)).toEqual(['conversations.db']);
});

test.skipIf(process.platform === 'win32')('only its owner may read the database and its log', () => {
  const folder = makeTestFolder();
  const { conversations } = openTestDatabase({ folder });
  conversations.create(NEW_CONVERSATION);
  const modes = readdirSync(folder).map((name) => [name, (statSync(join(folder, name)).mode & 0o777).toString(8)]);
  expect(Object.fromEntries(modes)).toEqual({ 'conversations.db': '600', 'conversations.db-wal': '600', 'conversations.db-shm': '600' });
});

describe('a backup', () => {
  test('taken while the database is written to is whole, and holds all that was there when it began', async () => {
    const folder = makeTestFolder();
    const { conversations, messages, backup } = openTestDatabase({ folder });
    const { id } = conversations.create(NEW_CONVERSATION);
    for (let count = 0; count < 300; count += 1)
      messages.appendUserMessage({ conversationId: id, parts: text(`before ${count} ${'x'.repeat(3_000)}`) });
    const file = join(folder, 'copies', 'copy.db');
    let isFinished = false;
    const finished = backup(file).finally(() => {
      isFinished = true;
    });
    let during = 0;
    const write = () => {
      if (isFinished) return;
      messages.appendUserMessage({ conversationId: id, parts: text(`during ${during}`) });
      during += 1;
      setImmediate(write);
    };
    write();
    await finished;
    expect(during).toBeGreaterThan(0);
    expect(readdirSync(join(folder, 'copies'))).toEqual(['copy.db']);
    expect(checkIntegrity(file)).toEqual({ ok: true, problems: [] });
    const copy = new Sqlite(file, { readonly: true });
    const { rows } = copy.prepare<{ rows: number }>('SELECT count(*) AS rows FROM messages').get() ?? { rows: 0 };
    copy.close();
    expect(rows).toBeGreaterThanOrEqual(300);
  });

  test('that can’t be written leaves nothing under its name', async () => {
    const folder = makeTestFolder();
    const { backup } = openTestDatabase({ folder });
    await expect(backup(join(folder, 'conversations.db', 'copy.db'))).rejects.toMatchObject({ code: 'storage-unavailable' });
    expect(readdirSync(folder).filter((name) => name.includes('copy'))).toEqual([]);
  });
});
