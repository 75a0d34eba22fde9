/** The data folder on a disk that is full, or that may not be written to: the app says what is wrong, and nothing is lost. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '#tests/support/app/app-window.ts';
import { canMount, mountedElectron } from '#tests/support/app/launch-mounted.ts';
import { addConversation, seedDatabase } from '#tests/support/app/seed-database.ts';
import { say } from '#tests/support/gemini-api-server/index.ts';

const words = (turn: number) => ({ prompt: `Okapi question ${turn}`, answer: `Okapi answer ${turn}` });
const seed = (dataFolder: string) =>
  seedDatabase(dataFolder, (database) => void addConversation(database, { title: 'Okapi walk', turns: 2, words }));

function storedFiles(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name)).toString('base64')]));
}

// Mounting needs user namespaces, which only Linux has.
(canMount ? test.describe : test.describe.skip)('a data folder', () => {
  test('on a read-only disk is named, nothing in it changes, and with the disk writable the conversations open', async ({
    dataFolder,
    launch,
  }) => {
    seed(dataFolder);
    const before = storedFiles(dataFolder);
    const mount = `mount --bind "${dataFolder}" "${dataFolder}" && mount -o remount,ro,bind "${dataFolder}"`;
    const { page, app } = await launch({}, 'recovery', mountedElectron(mount));
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('The data folder can’t be written to');
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('alert')).toBeVisible();
    await app.close();
    expect(storedFiles(dataFolder)).toMatchObject(before);
    const { row, thread } = await launch();
    await row('Okapi walk').click();
    await expect(thread).toContainText('Okapi answer 2');
  });

  test('on a full disk: what can’t be stored is not sent and stays in the field; with room it is sent', async ({
    api,
    dataFolder,
    launch,
  }) => {
    const window = await launch({}, 'conversations', mountedElectron(`mount -t tmpfs -o size=64m none "${dataFolder}"`));
    const { app, page, composer, thread, ask, newConversation } = window;
    await newConversation();
    api.reply(say('Stored before.'), say('Stored after.'));
    await ask('Before the disk was full', 'Stored before.');
    const filler = join(dataFolder, 'filler');
    await app.evaluate((_, file) => {
      const { appendFileSync } = process.getBuiltinModule('node:fs');
      // In ever smaller pieces, until not even one page fits.
      for (let size = 1 << 20; size >= 1; size >>= 1) {
        try {
          for (;;) appendFileSync(file, Buffer.alloc(size));
        } catch {
          // Full for this size.
        }
      }
    }, filler);
    const words = `While it was full ${'many words '.repeat(20_000)}`;
    await composer.fill(words);
    await composer.press('Enter');
    await expect(page.getByText('The disk is full').first()).toBeVisible();
    await expect(composer).toHaveValue(words);
    await expect(thread).toContainText('Stored before.');
    expect(api.streams).toHaveLength(1);
    await app.evaluate((_, file) => process.getBuiltinModule('node:fs').rmSync(file), filler);
    await composer.press('Enter');
    await expect(thread).toContainText('Stored after.');
    await expect(window.stopButton).toHaveCount(0);
  });
});
