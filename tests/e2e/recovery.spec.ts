/** A database that can't be opened: the window says what is wrong, and every way on keeps the file. */
import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { Sqlite } from '#electron/store/sqlite.ts';
import { type AppWindow, expect, test } from '#tests/support/app/app-window.ts';
import { addConversation, seedDatabase } from '#tests/support/app/seed-database.ts';

const words = (turn: number) => ({ prompt: `Okapi question ${turn}`, answer: `Okapi answer ${turn} 日本語 🚀` });

function seedDamaged(dataFolder: string): Buffer {
  seedDatabase(dataFolder, (database) => addConversation(database, { title: 'Okapi walk', turns: 4, words }));
  const file = join(dataFolder, 'conversations.db');
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(100, 0xaa), 0, 100, 0);
  closeSync(descriptor);
  return readFileSync(file);
}

/** The database that was moved aside. */
function setAside(dataFolder: string): string[] {
  return readdirSync(dataFolder).filter((name) => /^conversations-set-aside-.*\.db$/.test(name));
}

/** The window with the conversations, which opens when recovery has ended. */
async function nextWindow({ app }: AppWindow) {
  const page = await app.waitForEvent('window');
  await page.getByRole('complementary', { name: 'Sidebar' }).waitFor();
  return page;
}

test('a damaged database: what can be read is saved after a look, and the damaged file is kept as it was', async ({
  dataFolder,
  launch,
}) => {
  const damaged = seedDamaged(dataFolder);
  const window = await launch({}, 'recovery');
  const { page } = window;
  await expect(page.getByRole('heading', { level: 1 })).toContainText('their database is damaged');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert')).toContainText('Nothing was changed in it');
  await page.getByRole('button', { name: 'Save what can be read' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('1 conversation, 8 messages saved');
  await expect(page.getByRole('list', { name: 'Saved conversations' })).toContainText('Okapi walk');
  // Nothing was replaced yet.
  expect(readFileSync(join(dataFolder, 'conversations.db')).equals(damaged)).toBe(true);
  const opening = nextWindow(window);
  await page.getByRole('button', { name: 'Use what was saved' }).click();
  const opened = await opening;
  await expect(opened.getByRole('log', { name: 'Conversation' })).toContainText('Okapi answer 4 日本語 🚀');
  await expect(opened.getByRole('region', { name: 'Notifications' })).toContainText('Your salvaged conversations are open');
  const [aside = ''] = setAside(dataFolder);
  expect(readFileSync(join(dataFolder, aside)).equals(damaged)).toBe(true);
  expect(existsSync(join(dataFolder, 'salvage'))).toBe(false);
});

test('a database of a newer version is left alone: a backup is restored instead, and the newer one is kept', async ({
  dataFolder,
  launch,
}) => {
  seedDatabase(dataFolder, (database) => addConversation(database, { title: 'Okapi walk', turns: 2, words }));
  seedDatabase(join(dataFolder, 'backups', 'made'), (database) => addConversation(database, { title: 'Zebra run', turns: 1, words }));
  const made = new Sqlite(join(dataFolder, 'backups', 'made', 'conversations.db'));
  made.exec(`VACUUM INTO '${join(dataFolder, 'backups', 'before-migration-from-50-to-9.0.0-20261101T080000Z.db')}'`);
  made.close();
  const newer = new Sqlite(join(dataFolder, 'conversations.db'));
  newer.pragma('user_version = 9999');
  newer.close();

  const window = await launch({}, 'recovery');
  const { page } = window;
  await expect(page.getByRole('heading', { level: 1 })).toContainText('A newer version of Agent Manager');
  await expect(page.getByRole('button', { name: 'Save what can be read' })).toHaveCount(0);
  await page.getByRole('button', { name: /^Restore the backup of/ }).click();
  const preview = page.getByRole('dialog', { name: 'Restore a backup' });
  await expect(preview.getByRole('list', { name: 'Comes back' })).toContainText('Zebra run');
  const opening = nextWindow(window);
  await preview.getByRole('button', { name: 'Restore this backup' }).click();
  const opened = await opening;
  await expect(opened.locator('[id^="conversation-"]')).toContainText('Zebra run');
  const [aside = ''] = setAside(dataFolder);
  const kept = new Sqlite(join(dataFolder, aside), { readonly: true });
  expect(kept.prepare('SELECT title FROM conversations').all()).toEqual([{ title: 'Okapi walk' }]);
  kept.close();
});
