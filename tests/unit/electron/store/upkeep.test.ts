import { statSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { silentLog } from '#electron/store/store-log.ts';
import { startUpkeep } from '#electron/store/upkeep.ts';
import { moveLogIntoFile } from '#electron/store/write-ahead-log.ts';
import { NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

function pieces(database: ReturnType<typeof openTestDatabase>): number {
  return database.connection.statement<{ count: number }>('SELECT count(DISTINCT segid) AS count FROM search_index_idx').get()?.count ?? 0;
}

function write(database: ReturnType<typeof openTestDatabase>, id: string, count: number): void {
  for (let n = 0; n < count; n += 1)
    database.messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: `word${n} shared` }] });
}

test('pieces of the search index are merged between writes, not by them, and the log is moved on another thread', async () => {
  const database = openTestDatabase();
  const { id } = database.conversations.create(NEW_CONVERSATION);
  write(database, id, 15);
  expect(pieces(database)).toBe(15);
  let moves = 0;
  const upkeep = startUpkeep({
    connection: database.connection,
    moveLogIntoFile: async () => {
      moves += 1;
      moveLogIntoFile(database.file);
    },
    log: silentLog,
  });
  write(database, id, 1);
  await vi.waitFor(() => expect(pieces(database)).toBeLessThan(4));
  expect(database.search.searchMessages({ query: 'shared', limit: 30 }).hits).toHaveLength(16);
  write(database, id, 60);
  await vi.waitFor(() => expect(moves).toBe(1));
  // What is in the file now is used again from the log's beginning: it grows no more.
  await turn();
  const logBytes = statSync(`${database.file}-wal`).size;
  write(database, id, 1);
  expect(statSync(`${database.file}-wal`).size).toBe(logBytes);
  upkeep.stop();
});

test('what goes wrong is logged, and writing goes on', async () => {
  const database = openTestDatabase();
  const { id } = database.conversations.create(NEW_CONVERSATION);
  const warned = vi.fn();
  const upkeep = startUpkeep({
    connection: database.connection,
    moveLogIntoFile: () => Promise.reject(new Error('disk full')),
    log: { ...silentLog, warn: warned },
  });
  write(database, id, 60);
  await vi.waitFor(() => expect(warned).toHaveBeenCalled());
  write(database, id, 1);
  upkeep.stop();
  expect(database.messages.tail(id, 1).totalMessages).toBe(61);
});
