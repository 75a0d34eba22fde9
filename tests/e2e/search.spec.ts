/** Finding what was said, in any conversation and however far up, and being taken there. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '#tests/support/app/app-window.ts';
import { addConversation, seedDatabase } from '#tests/support/app/seed-database.ts';

const FIVE_DAYS_MS = 5 * 24 * 60 * 60 * 1000;
const TURNS = 200;

test.beforeEach(({ dataFolder }) => {
  seedDatabase(
    dataFolder,
    (database) => {
      const small = (title: string, prompt: string, answer: string) =>
        addConversation(database, { title, turns: 1, words: () => ({ prompt, answer }) });
      small('Animals', 'Name one.', 'A giraffe.');
      addConversation(database, {
        title: 'The long one',
        turns: TURNS,
        words: (turn) => ({
          prompt: turn === 20 ? 'Remember the **okapi**.' : `Prompt ${turn}.`,
          answer: `Answer ${turn}. ${'It goes on for a while. '.repeat(12)}`,
        }),
      });
      small('東京', '東京都の天気は?', '晴れです。');
    },
    () => Date.now() - FIVE_DAYS_MS,
  );
});

test('a word said days ago is found as one types, and jumped to far above what is loaded', async ({ launch, dataFolder }) => {
  const { page, row, thread, quit } = await launch();
  const field = page.getByRole('combobox', { name: 'Search conversations' });
  const option = page.getByRole('option');
  const found = thread.getByText('Remember the');
  const jumpToLatest = page.getByRole('button', { name: /^Jump to latest/ });
  await row('Animals').click();
  await expect(thread).toContainText('A giraffe.');

  await test.step('by keyboard alone', async () => {
    await page.keyboard.press('Control+k');
    await field.pressSequentially('okap');
    await expect(option).toHaveCount(1);
    await expect(option.locator('mark')).toHaveText('okap');
    await expect(option).toContainText('The long one');
    await expect(option).toContainText('You');
    await field.press('Enter');
    await expect(field).toHaveCount(0);
    await expect(found).toBeInViewport();
    await expect(thread.locator('[data-found]')).toContainText('Remember the');
    await expect(jumpToLatest).toBeVisible();
  });

  await test.step('from there on it is read downwards, page by page, to the end', async () => {
    await thread.focus();
    const last = thread.getByText(`Prompt ${TURNS}.`);
    await expect(async () => {
      await thread.press('End');
      await expect(last).toBeInViewport({ timeout: 200 });
    }).toPass();
    await expect(jumpToLatest).toHaveCount(0);
  });

  await test.step('in the conversation that is open, and back to its end at once', async () => {
    await row('Animals').click();
    await row('The long one').click();
    await page.keyboard.press('Control+k');
    await field.pressSequentially('"Prompt 30"');
    await field.press('Enter');
    await expect(thread.getByText('Prompt 30.', { exact: true })).toBeInViewport();
    await jumpToLatest.click();
    await expect(thread.getByText(`Answer ${TURNS}.`)).toBeInViewport();
    await expect(jumpToLatest).toHaveCount(0);
  });

  await test.step('Japanese is found inside a word, and what is nowhere is said to be nowhere', async () => {
    await page.keyboard.press('Control+k');
    await field.fill('京都');
    await expect(option.locator('mark')).toHaveText('京都');
    await field.fill('quagga');
    await expect(page.getByText('Nothing found for “quagga”')).toBeVisible();
  });

  await test.step('filters are chosen in menus or typed, and are the same', async () => {
    await field.fill('giraffe');
    await expect(option).toHaveCount(1);
    await page.getByRole('button', { name: 'Who: any' }).click();
    await page.getByRole('menuitemradio', { name: 'Me' }).click();
    await expect(field).toHaveValue('role:me giraffe');
    await expect(field).toBeFocused();
    await expect(page.getByText('Nothing found for “giraffe” with these filters')).toBeVisible();
    await field.fill('role:agent on:today giraffe');
    await expect(page.getByText('with these filters')).toBeVisible();
    await field.fill('role:agent before:today giraffe');
    await expect(option.locator('mark')).toHaveText('giraffe');
    await expect(page.getByRole('button', { name: 'Who: The agent' })).toBeVisible();
    await field.fill('role:nobody giraffe');
    await expect(page.getByText('After role: comes me or agent.')).toBeVisible();
    await field.press('Escape');
  });

  await quit();
  // Backups begin later, and a start or quit leaves no half of one.
  const backups = join(dataFolder, 'backups');
  expect(existsSync(backups) ? readdirSync(backups).filter((name) => name.includes('unfinished')) : []).toEqual([]);
});
