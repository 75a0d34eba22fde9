import { createHash } from 'node:crypto';
import { closeSync, copyFileSync, openSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkIntegrity } from '#electron/store/integrity.ts';
import { APPLICATION_ID } from '#electron/store/migrate.ts';
import { Sqlite } from '#electron/store/sqlite.ts';
import { AppError } from '#protocol/errors.ts';
import { makeTestFolder, NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

/** A closed database with rows; `words` is how its messages begin. */
function makeDatabase(messageCount = 50): { folder: string; file: string; conversationId: string } {
  const folder = makeTestFolder();
  const { conversations, messages, transaction, close } = openTestDatabase({ folder });
  const { id } = conversations.create({ ...NEW_CONVERSATION, title: 'Okapis' });
  transaction(() => {
    for (let count = 0; count < messageCount; count += 1) {
      messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: `okapi ${count} ${'x'.repeat(500)}` }] });
    }
  });
  close();
  return { folder, file: join(folder, 'conversations.db'), conversationId: id };
}

/** Names of everything in the folder, with hashes of the contents. */
function contents(folder: string): Record<string, string> {
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return Object.fromEntries(readdirSync(folder).map((name) => [name, hash(name)]));
}

function expectRefusal(folder: string, code: string): void {
  const before = contents(folder);
  expect(() => openTestDatabase({ folder })).toThrow(expect.objectContaining({ code }));
  const after = contents(folder);
  expect(after).toMatchObject(before);
  // Even a reader of a WAL database leaves an empty log and its index beside it; nothing else may appear.
  expect(Object.keys(after).filter((name) => !(name in before) && !/-(wal|shm)$/.test(name))).toEqual([]);
}

function overwrite(file: string, position: number, bytes: Uint8Array): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, position);
  closeSync(descriptor);
}

describe('a database that can’t be used is refused with the reason and left as it is', () => {
  test('written by a newer version', () => {
    const { folder, file } = makeDatabase();
    const sqlite = new Sqlite(file);
    sqlite.pragma('user_version = 9999');
    sqlite.close();
    expectRefusal(folder, 'storage-too-new');
  });

  test('written by a newer version that crashed: its log is not moved into the file either', () => {
    const { folder, file } = makeDatabase();
    const source = new Sqlite(file);
    source.pragma('user_version = 9999');
    const crashed = makeTestFolder();
    for (const name of ['conversations.db', 'conversations.db-wal']) copyFileSync(join(folder, name), join(crashed, name));
    source.close();
    const before = contents(crashed);
    expect(() => openTestDatabase({ folder: crashed })).toThrow(expect.objectContaining({ code: 'storage-too-new' }));
    expect(contents(crashed)).toMatchObject(before);
  });

  test('with a damaged header, no header, or not a database at all', () => {
    for (const damage of [Buffer.from('SQLite format 4'), Buffer.alloc(100), Buffer.from('<html><body>Sign in to the hotel Wi-Fi')]) {
      const { folder, file } = makeDatabase();
      overwrite(file, 0, damage);
      expectRefusal(folder, 'storage-corrupt');
    }
    const { folder, file } = makeDatabase();
    writeFileSync(file, 'short');
    expectRefusal(folder, 'storage-corrupt');
  });

  test('with an impossible page size', () => {
    const { folder, file } = makeDatabase();
    overwrite(file, 16, Buffer.from([0x12, 0x34]));
    expectRefusal(folder, 'storage-corrupt');
  });

  test('cut short', () => {
    const { folder, file } = makeDatabase();
    truncateSync(file, statSync(file).size - 4096);
    expectRefusal(folder, 'storage-corrupt');
  });

  test('with a damaged schema', () => {
    const { folder, file } = makeDatabase();
    // The first page after its header: the root of the table that lists all tables.
    overwrite(file, 100, Buffer.alloc(1_000, 0xee));
    expectRefusal(folder, 'storage-corrupt');
  });

  test('empty or missing beside a write-ahead log that SQLite would delete', () => {
    const { folder, file } = makeDatabase();
    writeFileSync(`${file}-wal`, 'the only copy of some words');
    truncateSync(file, 0);
    expectRefusal(folder, 'storage-corrupt');
  });

  test('of another program, or of another application with our version number', () => {
    for (const pragma of ['', 'PRAGMA user_version = 40;', 'PRAGMA application_id = 77; PRAGMA user_version = 40;']) {
      const folder = makeTestFolder();
      const sqlite = new Sqlite(join(folder, 'conversations.db'));
      sqlite.exec(`CREATE TABLE bookmarks (url TEXT); ${pragma}`);
      sqlite.close();
      expectRefusal(folder, 'storage-unavailable');
    }
  });

  test('in a folder that is not there', () => {
    expect(() => openTestDatabase({ folder: join(makeTestFolder(), 'gone') })).toThrow(
      expect.objectContaining({ code: 'storage-unavailable' }),
    );
  });
});

describe('a damaged page', () => {
  test('is found by the integrity check, and never throws anything but a storage error', () => {
    const original = makeDatabase(400);
    const pristine = readFileSync(original.file);
    const pageCount = pristine.length / 4096;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: pageCount - 1 }), fc.uint8Array({ minLength: 64, maxLength: 4096 }), (page, garbage) => {
        const folder = makeTestFolder();
        const file = join(folder, 'conversations.db');
        writeFileSync(file, pristine);
        overwrite(file, page * 4096, garbage);
        try {
          const { conversations, messages, search, close } = openTestDatabase({ folder });
          try {
            for (const { id } of conversations.list({ archived: false })) {
              messages.tail(id, 1_000);
              search.searchMessages({ query: 'okapi', limit: 5 });
              messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: 'more' }] });
            }
          } finally {
            close();
          }
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          expect(error.code).toMatch(/^(storage-corrupt|not-found)$/);
        }
        checkIntegrity(file);
      }),
      { numRuns: 40 },
    );
  });

  test('is named by the integrity check', () => {
    const { file } = makeDatabase(400);
    expect(checkIntegrity(file)).toEqual({ ok: true, problems: [] });
    overwrite(file, 10 * 4096, Buffer.alloc(4096, 0xab));
    const report = checkIntegrity(file);
    expect(report.ok).toBe(false);
    expect(report.problems.length).toBeGreaterThan(0);
  });
});

describe('a write-ahead log', () => {
  /** A database as a crash leaves it: the last messages only in the WAL. */
  function makeCrashed(): { folder: string; file: string; conversationId: string; walBytes: number } {
    const { folder: sourceFolder, conversationId } = makeDatabase(10);
    const source = openTestDatabase({ folder: sourceFolder });
    for (let count = 0; count < 20; count += 1)
      source.messages.appendUserMessage({ conversationId, parts: [{ type: 'text', text: `late ${count}` }] });
    const folder = makeTestFolder();
    const file = join(folder, 'conversations.db');
    copyFileSync(join(sourceFolder, 'conversations.db'), file);
    copyFileSync(join(sourceFolder, 'conversations.db-wal'), `${file}-wal`);
    source.close();
    return { folder, file, conversationId, walBytes: statSync(`${file}-wal`).size };
  }

  test('left by a crash is read', () => {
    const { folder, conversationId } = makeCrashed();
    expect(openTestDatabase({ folder }).messages.tail(conversationId, 1)).toMatchObject({ totalMessages: 30 });
  });

  test('cut anywhere gives a whole database with the messages up to the cut, in order', () => {
    for (const share of [0, 0.001, 0.2, 0.5, 0.77, 0.999]) {
      const { folder, file, conversationId, walBytes } = makeCrashed();
      truncateSync(`${file}-wal`, Math.floor(walBytes * share));
      const { messages, close } = openTestDatabase({ folder });
      const { totalMessages, messages: path } = messages.tail(conversationId, 100);
      expect(totalMessages).toBeGreaterThanOrEqual(10);
      expect(totalMessages).toBeLessThanOrEqual(30);
      expect(path.map(({ seq }) => seq)).toEqual(Array.from({ length: totalMessages }, (_, index) => index));
      close();
      expect(checkIntegrity(file)).toEqual({ ok: true, problems: [] });
    }
  });
});

test('an empty file becomes a new database', () => {
  const folder = makeTestFolder();
  closeSync(openSync(join(folder, 'conversations.db'), 'w'));
  const { connection } = openTestDatabase({ folder });
  expect(connection.sqlite.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
});
