/** Getting words out of damaged databases. */
import {
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { restoredFile } from '#electron/store/backups/restore-backup.ts';
import type { Database } from '#electron/store/database.ts';
import { checkIntegrity } from '#electron/store/integrity.ts';
import { migrate } from '#electron/store/migrate.ts';
import { allMigrations } from '#electron/store/migrations/all-migrations.ts';
import { type SalvageResult, salvage } from '#electron/store/salvage/salvage.ts';
import { Sqlite } from '#electron/store/sqlite.ts';
import { silentLog } from '#electron/store/store-log.ts';
import { uncontrolled } from '#electron/store/transfer/job.ts';
import { makeTestFolder, NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

const CONVERSATIONS = 12;
const TURNS = 15;
const PAGE_BYTES = 4096;

function fill({ conversations, messages, history, transaction }: Database): void {
  transaction(() => {
    for (let number = 0; number < CONVERSATIONS; number += 1) {
      const { id } = conversations.create({ ...NEW_CONVERSATION, title: `Okapi ${number} 日本語` });
      for (let turn = 0; turn < TURNS; turn += 1) {
        const question = messages.appendUserMessage({
          conversationId: id,
          parts: [{ type: 'text', text: `question ${number}-${turn} 🚀 ${'x'.repeat(300)}` }],
        });
        const answer = messages.beginAssistantMessage({ conversationId: id, parentId: question.id });
        const output = `output ${'y'.repeat(turn === 3 ? 20_000 : 2_000)}`;
        messages.setParts(answer.id, [
          { index: 0, part: { type: 'text', text: `answer ${number}-${turn} ${'z'.repeat(turn === 4 ? 30_000 : 200)}` } },
          {
            index: 1,
            part: {
              type: 'tool-call',
              callId: 'c',
              name: 'run',
              title: 'Run',
              kind: 'execute',
              args: {},
              paths: [],
              state: 'succeeded',
              result: { output },
            },
          },
        ]);
        history.appendProviderContents(answer.id, 'gemini', [{ role: 'model', parts: [{ text: `answer ${turn}` }] }]);
        messages.finishMessage(answer.id, { status: 'complete', usage: null, model: null });
      }
    }
  });
}

/** A closed database in a folder of its own. */
function makeDatabase(): { folder: string; file: string } {
  const folder = makeTestFolder();
  const database = openTestDatabase({ folder });
  fill(database);
  database.close();
  return { folder, file: join(folder, 'conversations.db') };
}

function damagedCopy(pristine: Buffer): { folder: string; file: string } {
  const folder = makeTestFolder();
  const file = join(folder, 'conversations.db');
  writeFileSync(file, pristine);
  return { folder, file };
}

function overwrite(file: string, position: number, bytes: Uint8Array): void {
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, bytes, 0, bytes.length, position);
  closeSync(descriptor);
}

const run = (folder: string): SalvageResult =>
  salvage({ databaseFile: join(folder, 'conversations.db'), workFolder: join(folder, 'salvage') }, uncontrolled);

/** Opens what was salvaged as the app would, and returns all that was said. */
function wordsIn(result: SalvageResult): string[] {
  expect(checkIntegrity(result.file)).toEqual({ ok: true, problems: [] });
  const folder = makeTestFolder();
  copyFileSync(result.file, join(folder, 'conversations.db'));
  const { conversations, messages } = openTestDatabase({ folder });
  return conversations
    .list({ archived: false })
    .flatMap(({ id }) =>
      messages.tail(id, 1_000).messages.flatMap(({ parts }) => parts.flatMap((part) => (part.type === 'text' ? [part.text] : []))),
    );
}

const ALL_WORDS = 2 * CONVERSATIONS * TURNS;
const pristine = (() => {
  let bytes: Buffer | undefined;
  return () => {
    bytes ??= readFileSync(makeDatabase().file);
    return bytes;
  };
})();

describe('salvage', () => {
  test('of a whole database gives all of it, and the search finds it', () => {
    const { folder } = damagedCopy(pristine());
    const result = run(folder);
    expect(result).toMatchObject({ conversations: CONVERSATIONS, messages: ALL_WORDS, lost: [] });
    expect(new Set(wordsIn(result)).size).toBe(ALL_WORDS);
    const opened = makeTestFolder();
    copyFileSync(result.file, join(opened, 'conversations.db'));
    expect(openTestDatabase({ folder: opened }).search.searchMessages({ query: '"question 3-7"', limit: 5 }).hits).toHaveLength(1);
  });

  test.each([
    ['the header', (file: string) => overwrite(file, 0, Buffer.alloc(100, 0xaa))],
    ['the magic words', (file: string) => overwrite(file, 0, Buffer.from('SQLite format 4'))],
    ['an impossible page size', (file: string) => overwrite(file, 16, Buffer.from([0x12, 0x34]))],
  ])('with %s damaged: nothing is lost', (_, damage) => {
    const { folder, file } = damagedCopy(pristine());
    damage(file);
    const before = readFileSync(file);
    expect(() => openTestDatabase({ folder })).toThrow(expect.objectContaining({ code: 'storage-corrupt' }));
    const result = run(folder);
    expect(result).toMatchObject({ conversations: CONVERSATIONS, messages: ALL_WORDS, lost: [] });
    expect(wordsIn(result)).toHaveLength(ALL_WORDS);
    // The damaged file is as it was, and no copy of it is left.
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(join(folder, 'salvage'))).toEqual(['salvaged.db']);
  });

  test('with the list of tables damaged: rows are found by their shape', () => {
    const { folder, file } = damagedCopy(pristine());
    overwrite(file, 100, Buffer.alloc(1_000, 0xee));
    const result = run(folder);
    expect(result.messages).toBe(ALL_WORDS);
    expect(result.conversations).toBe(CONVERSATIONS);
    expect(wordsIn(result)).toHaveLength(ALL_WORDS);
  });

  test('cut short: what stands before the cut is saved', () => {
    const { folder, file } = damagedCopy(pristine());
    truncateSync(file, Math.floor((statSync(file).size / PAGE_BYTES) * 0.6) * PAGE_BYTES - 1_000);
    const result = run(folder);
    expect(result.messages).toBeGreaterThan(ALL_WORDS * 0.4);
    expect(result.messages).toBeLessThan(ALL_WORDS);
    expect(wordsIn(result).length).toBeGreaterThan(ALL_WORDS * 0.3);
    expect(result.lost.length).toBeGreaterThan(0);
  });

  test('whichever page is destroyed, nearly all is saved, and it opens and is whole', () => {
    const pages = pristine().length / PAGE_BYTES;
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: pages - 1 }), { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 0, max: 255 }),
        (numbers, byte) => {
          const { folder, file } = damagedCopy(pristine());
          for (const number of numbers) overwrite(file, number * PAGE_BYTES, Buffer.alloc(PAGE_BYTES, byte));
          const result = run(folder);
          // A page of conversations, or of messages, holds some tens of rows.
          expect(result.messages).toBeGreaterThan(ALL_WORDS - 150);
          expect(wordsIn(result).length).toBeGreaterThan(ALL_WORDS - 150);
        },
      ),
      { numRuns: 6 },
    );
  }, 120_000);

  test('what only the log holds is saved too', () => {
    const source = makeTestFolder();
    const database = openTestDatabase({ folder: source });
    fill(database);
    const folder = makeTestFolder();
    for (const suffix of ['', '-wal']) copyFileSync(join(source, `conversations.db${suffix}`), join(folder, `conversations.db${suffix}`));
    database.close();
    overwrite(join(folder, 'conversations.db'), 0, Buffer.alloc(100, 0xaa));
    expect(run(folder)).toMatchObject({ conversations: CONVERSATIONS, messages: ALL_WORDS });
  });

  test('of nothing readable is refused, and nothing is left to be taken for a database', () => {
    const { folder, file } = damagedCopy(Buffer.from('<html><body>Sign in to the hotel Wi-Fi'.repeat(1000)));
    expect(() => run(folder)).toThrow(expect.objectContaining({ code: 'storage-corrupt' }));
    expect(existsSync(restoredFile(file))).toBe(false);
  });

  test('cancelled leaves the damaged file as it is', () => {
    const { folder, file } = damagedCopy(pristine());
    overwrite(file, 0, Buffer.alloc(100, 0xaa));
    let asked = 0;
    const control = { isCancelled: () => ++asked > 50, onProgress: () => {} };
    expect(() => salvage({ databaseFile: file, workFolder: join(folder, 'salvage') }, control)).toThrow(
      expect.objectContaining({ code: 'cancelled' }),
    );
    expect(readFileSync(file).subarray(100).equals(pristine().subarray(100))).toBe(true);
  });

  test.each(allMigrations.filter(({ version }) => version >= 20).map(({ version }) => version))('of schema version %i', (version) => {
    const folder = makeTestFolder();
    const sqlite = new Sqlite(join(folder, 'conversations.db'));
    migrate(sqlite, {
      migrations: allMigrations.filter((migration) => migration.version <= version),
      backUp: () => {},
      log: silentLog,
      nowMs: 0,
    });
    sqlite.exec(`
      INSERT INTO conversations (key, id, title, title_search, agent_id, approval_mode, leaf_key, created_at, updated_at) VALUES (7, 'c', 'T', 't', 'gemini', 'plan', 9, 1, 2);
      INSERT INTO messages (key, id, conversation_key, seq, depth, role, status, created_at) VALUES (9, 'm', 7, 0, 0, 'user', 'complete', 1);
      INSERT INTO message_parts (message_key, position, type, text) VALUES (9, 0, 'text', 'okapi');
    `);
    sqlite.close();
    overwrite(join(folder, 'conversations.db'), 0, Buffer.alloc(100));
    const result = run(folder);
    expect(result).toMatchObject({ conversations: 1, messages: 1, lost: [] });
    expect(wordsIn(result)).toEqual(['okapi']);
  });
});
