import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkIntegrity } from '#electron/store/integrity.ts';
import { makeTestFolder, openTestDatabase } from '#tests/support/store/open-test-database.ts';
import { nextLine, runStoreChild } from '#tests/support/store/run-child.ts';

test('after kill -9 at any moment the database is whole and holds every message that was acknowledged', async () => {
  const folder = makeTestFolder();
  const acknowledged: string[] = [];
  for (let round = 0; round < 8; round += 1) {
    const child = runStoreChild('acknowledging-writer.ts', [folder]);
    expect(await nextLine(child)).toBe('ready');
    // Another number of messages each time, and wherever within the next one the signal lands.
    const wanted = acknowledged.length + 3 + round * 11;
    await new Promise<void>((resolve) => {
      child.lines.on('line', (id) => {
        acknowledged.push(id);
        if (acknowledged.length === wanted) {
          child.process.kill('SIGKILL');
          resolve();
        }
      });
    });
    expect((await child.exit).signal).toBe('SIGKILL');
    expect(checkIntegrity(join(folder, 'conversations.db'))).toEqual({ ok: true, problems: [] });
  }

  const { conversations, messages, search, connection } = openTestDatabase({ folder });
  expect(acknowledged.length).toBeGreaterThan(300);
  const missing = acknowledged.filter((id) => messages.get(id) === null);
  expect(missing).toEqual([]);
  // Every answer cut off by a kill was found and closed at the next start; the last one is still to be.
  const [conversation] = conversations.list({ archived: false });
  expect(messages.recoverInterrupted()).toBeLessThanOrEqual(1);
  expect(
    messages.tail(conversation?.id ?? '', 10_000).messages.every(({ status }) => status === 'complete' || status === 'interrupted'),
  ).toBe(true);
  expect(search.searchMessages({ query: 'okapi', limit: 5 }).hits).toHaveLength(5);
  connection.sqlite.exec("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)");
});
