import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkIntegrity } from '#electron/store/integrity.ts';
import { makeTestFolder, NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';
import { nextLine, runStoreChild } from '#tests/support/store/run-child.ts';

test('when no more can be written the writer is told, and everything acknowledged is there', async () => {
  const folder = makeTestFolder();
  // In blocks of 512 bytes (POSIX): 4 MiB per file.
  const child = runStoreChild('writer-until-refused.ts', [folder], 'ulimit -f 8192;');
  const report = JSON.parse(await nextLine(child)) as {
    conversationId: string;
    error: { code: string };
    acknowledged: number;
    readable: number;
  };
  expect(report.error).toMatchObject({ code: 'storage-full', action: 'retry' });
  expect(report.acknowledged).toBeGreaterThan(5);
  expect(report.readable).toBe(report.acknowledged);
  await child.exit;
  expect(checkIntegrity(join(folder, 'conversations.db'))).toEqual({ ok: true, problems: [] });
  const { messages } = openTestDatabase({ folder });
  expect(messages.tail(report.conversationId, 1).totalMessages).toBe(report.acknowledged);
});

test('a database that may not grow says so; after room was made it goes on', () => {
  const { connection, conversations, messages } = openTestDatabase();
  const { id } = conversations.create(NEW_CONVERSATION);
  const write = () => messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: 'words '.repeat(50_000) }] });
  write();
  const pages = connection.sqlite.pragma('page_count', { simple: true }) as number;
  connection.sqlite.pragma(`max_page_count = ${pages + 10}`);
  expect(write).toThrow(expect.objectContaining({ code: 'storage-full' }));
  expect(messages.tail(id, 5).totalMessages).toBe(1);
  connection.sqlite.pragma(`max_page_count = ${pages * 10}`);
  expect(write()).toMatchObject({ seq: 1 });
});
