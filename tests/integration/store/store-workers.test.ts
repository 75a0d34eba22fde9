import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { checkIntegrity } from '#electron/store/integrity.ts';
import { createStoreWorkers } from '#electron/store/worker/store-workers.ts';
import { makeTestFolder, NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

const WORKER_FILE = join(import.meta.dirname, '../../../electron/store/worker/store-worker.ts');

function open(messageCount: number) {
  const folder = makeTestFolder();
  const database = openTestDatabase({ folder });
  const { conversations, messages } = database;
  const { id } = conversations.create({ ...NEW_CONVERSATION, title: 'Okapis' });
  database.transaction(() => {
    for (let count = 0; count < messageCount; count += 1)
      messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: `okapi ${count}` }] });
  });
  const workers = createStoreWorkers({ workerFile: WORKER_FILE, databaseFile: join(folder, 'conversations.db') });
  onTestFinished(() => workers.close());
  return { folder, ...database, database, workers, importer: database.imports, id };
}

/** Counts how often the main thread got a turn until `work` was done. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  let isDone = false;
  const count = () => {
    turns += 1;
    if (!isDone) setImmediate(count);
  };
  count();
  await work.finally(() => {
    isDone = true;
  });
  return turns;
}

describe('the store’s workers', () => {
  test('search what main has just written', async () => {
    const { workers, messages, id } = open(3);
    const found = async (query: string) => (await workers.searchMessages({ query, limit: 1 })).hits;
    expect(await found('okapi')).toMatchObject([{ snippet: { text: 'okapi 2' } }]);
    messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: 'okapi newest' }] });
    expect(await found('okapi new')).toHaveLength(1);
    expect(await workers.searchFacets()).toEqual({ projects: [{ folder: null, conversations: 1 }], agentIds: ['gemini'] });
    expect(await workers.searchTitles({ query: 'okap', limit: 5 })).toMatchObject([{ title: 'Okapis' }]);
  });

  test('of searches that wait only the newest is done', async () => {
    const { workers } = open(3);
    const results = await Promise.allSettled(['o', 'ok', 'oka', 'okap'].map((query) => workers.searchMessages({ query, limit: 5 })));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(results[1]).toMatchObject({ reason: { code: 'cancelled' } });
  });

  test('export with progress while main goes on, and the file can be imported elsewhere', async () => {
    const { workers, folder } = open(3_000);
    const file = join(folder, 'all.jsonl');
    const progress: number[] = [];
    const exported = workers.exportConversations(
      { file, format: 'json', selection: {}, appVersion: '1' },
      { onProgress: ({ done }) => progress.push(done) },
    );
    expect(await turnsDuring(exported)).toBeGreaterThan(5);
    expect(await exported).toEqual({ conversations: 1, messages: 3_000 });
    expect(progress.at(-1)).toBe(3_000);
    expect([...progress].sort((a, b) => a - b)).toEqual(progress);

    const other = open(0);
    const imported = other.workers.importFile(other.importer, {
      files: [file],
      source: 'x',
      keepProjectFolders: false,
      addToExisting: true,
    });
    expect(await turnsDuring(imported)).toBeGreaterThan(100);
    expect(await imported).toMatchObject({ conversations: 1, messages: 3_000, skipped: [] });
    expect(other.conversations.list({ archived: false }).filter(({ title }) => title === 'Okapis')).toHaveLength(2);
  });

  test('a cancelled import leaves nothing, and main could write all the while', async () => {
    const { workers, folder } = open(2_000);
    const file = join(folder, 'all.jsonl');
    await workers.exportConversations({ file, format: 'json', selection: {}, appVersion: '1' });
    const other = open(0);
    const cancellation = new AbortController();
    const running = other.importer.begin;
    let batches = 0;
    const cancelling = {
      ...other.importer,
      begin: (options: Parameters<typeof running>[0]) => {
        const begun = running(options);
        return {
          ...begun,
          add(records: Parameters<typeof begun.add>[0]) {
            const taken = begun.add(records, 1);
            batches += 1;
            other.messages.appendUserMessage({ conversationId: other.id, parts: [{ type: 'text', text: 'meanwhile' }] });
            if (batches === 5) cancellation.abort();
            return taken;
          },
        };
      },
    };
    const imported = other.workers.importFile(
      cancelling,
      { files: [file], source: 'x', keepProjectFolders: false, addToExisting: true },
      { signal: cancellation.signal },
    );
    await expect(imported).rejects.toMatchObject({ code: 'cancelled' });
    expect(batches).toBe(5);
    expect(other.messages.tail(other.id, 1).totalMessages).toBe(5);
    expect(other.conversations.list({ archived: false })).toHaveLength(1);
    expect(other.conversations.purgeDeleted(1)).toEqual({ conversations: 1, hasMore: false });
  });

  test('a file that is no export is refused before anything is begun', async () => {
    const { workers, importer, folder, database } = open(1);
    const file = join(folder, 'x.jsonl');
    writeFileSync(file, 'no export');
    await expect(
      workers.importFile(importer, { files: [file], source: 'x', keepProjectFolders: false, addToExisting: true }),
    ).rejects.toMatchObject({
      code: 'invalid-request',
    });
    await expect(
      workers.importFile(importer, { files: [join(folder, 'gone')], source: 'x', keepProjectFolders: false, addToExisting: true }),
    ).rejects.toMatchObject({
      code: 'storage-unavailable',
    });
    expect(database.connection.sqlite.prepare('SELECT count(*) AS rows FROM imports').get()).toEqual({ rows: 0 });
  });

  test('copy the database as it is at one moment, while main writes', async () => {
    const { workers, messages, folder, id } = open(5_000);
    const file = join(folder, 'copies', 'copy.db');
    const copied = workers.copyDatabase(file);
    let written = 0;
    const write = setInterval(() => {
      messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: 'meanwhile' }] });
      written += 1;
    }, 1);
    await copied.finally(() => clearInterval(write));
    expect(written).toBeGreaterThan(0);
    expect(await workers.checkIntegrity(file)).toEqual({ ok: true, problems: [] });
    const preview = await workers.previewBackup(file);
    expect(preview.messages).toBeGreaterThanOrEqual(5_000);
    expect(preview.messages).toBeLessThanOrEqual(5_000 + written);
    expect(readdirSync(join(folder, 'copies'))).toEqual(['copy.db']);
  });

  test('a cancelled export leaves no file; closing ends everything', async () => {
    const { workers, folder } = open(3_000);
    const file = join(folder, 'all.html');
    const cancellation = new AbortController();
    const cancelled = workers.exportConversations(
      { file, format: 'html', selection: {}, appVersion: '1' },
      { signal: cancellation.signal, onProgress: () => cancellation.abort() },
    );
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect(existsSync(file)).toBe(false);
    await vi.waitFor(() => expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]), { timeout: 10_000 });
    const search = workers.searchMessages({ query: 'okapi', limit: 1 });
    workers.close();
    await expect(search).rejects.toMatchObject({ code: 'cancelled' });
    await expect(workers.checkIntegrity(join(folder, 'conversations.db'), { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(checkIntegrity(join(folder, 'conversations.db')).ok).toBe(true);
    expect(readFileSync(join(folder, 'conversations.db')).length).toBeGreaterThan(0);
  });
});
