/** The list of conversations, worked with by keyboard alone, found by title, and long. */
import { expect, test } from '#tests/support/app/app-window.ts';
import { addConversation, seedDatabase } from '#tests/support/app/seed-database.ts';
import { answer, gate } from '#tests/support/gemini-api-server/index.ts';

const words = (turn: number) => ({ prompt: `Question ${turn}`, answer: `Answer ${turn}` });

test('rename, pin, archive, delete and undo by keyboard alone', async ({ dataFolder, launch }) => {
  seedDatabase(dataFolder, (database) => {
    for (const title of ['Alpha', 'Bravo', 'Charlie']) addConversation(database, { title, turns: 1, words });
  });
  const window = await launch();
  const { keyboard } = window.page;
  await window.page.getByRole('textbox', { name: 'Search by title' }).focus();
  const menuItem = async (name: string) => {
    await keyboard.press('Shift+F10');
    await expect(window.page.getByRole('menuitem', { name })).toBeVisible();
    await expect(window.page.locator('[role="menu"]:focus, [role="menuitem"]:focus')).toHaveCount(1);
    // A menu is walked by first letters.
    await keyboard.press(name.charAt(0));
    await expect(window.page.getByRole('menuitem', { name })).toBeFocused();
    await keyboard.press('Enter');
    await expect(window.page.getByRole('menu')).toHaveCount(0);
  };
  await keyboard.press('ArrowDown');
  await keyboard.press('Home');
  await expect(window.row('Charlie')).toBeFocused();

  await keyboard.press('F2');
  await keyboard.press('ControlOrMeta+a');
  await keyboard.type('Delta');
  await keyboard.press('Enter');
  await expect(window.row('Delta')).toBeFocused();

  await keyboard.press('ArrowDown');
  await expect(window.row('Bravo')).toBeFocused();
  await menuItem('Pin');
  await expect(window.row('Bravo')).toContainText('Pinned');
  await expect(window.row('Bravo')).toBeFocused();

  await menuItem('Archive');
  await expect(window.row('Bravo')).toHaveCount(0);
  await expect(window.page.locator(':focus')).toHaveAttribute('id', /^conversation-/);
  await keyboard.press('ControlOrMeta+z');
  await expect(window.row('Bravo')).toHaveCount(1);

  await window.row('Alpha').focus();
  await keyboard.press('Delete');
  await expect(window.row('Alpha')).toHaveCount(0);
  await expect(window.page.locator(':focus')).toHaveAttribute('id', /^conversation-/);
  await keyboard.press('ControlOrMeta+z');
  await expect(window.row('Alpha')).toHaveCount(1);
  await window.quit();

  const next = await launch();
  for (const title of ['Alpha', 'Bravo', 'Delta']) await expect(next.row(title)).toHaveCount(1);
  await expect(next.row('Bravo')).toContainText('Pinned');
});

test('a thousand conversations: few are drawn, one is found by its title, and the list ends with the oldest', async ({
  dataFolder,
  launch,
}) => {
  test.slow();
  seedDatabase(dataFolder, (database) => {
    for (let index = 1; index <= 1000; index++) {
      addConversation(database, { title: index === 500 ? 'Überblick über Öfen' : `Talk ${index}`, turns: 1, words });
    }
  });
  const window = await launch();
  const rows = window.page.getByRole('navigation').locator('[id^="conversation-"]');
  await expect(window.row('Talk 1000')).toBeVisible();
  expect(await rows.count()).toBeLessThan(60);
  await window.row('Talk 1000').focus();
  await window.page.keyboard.press('End');
  await expect(window.row('Talk 1').last()).toBeFocused();
  await window.page.getByRole('textbox', { name: 'Search by title' }).fill('ofen uber');
  await expect(rows).toHaveCount(1);
  await window.page.keyboard.press('Enter');
  await expect(window.page.getByRole('heading', { level: 1 })).toHaveText('Überblick über Öfen');
  await expect(window.thread).toContainText('Answer 1');
});

test('conversations that work while one looks elsewhere', async ({ api, launch }) => {
  const window = await launch();

  await test.step('an answer that ends while one looks elsewhere marks its conversation until it is looked at', async () => {
    await window.newConversation();
    const held = gate();
    api.reply(answer(['Wait', held, ' is over.']));
    await window.send('Slow task');
    await expect(window.thread).toContainText('Wait');
    await window.newConversation();
    await expect(window.row('Slow task')).toContainText('Working');
    held.open();
    await expect(window.row('Slow task')).toContainText('New answer');
    await window.row('Slow task').click();
    await expect(window.thread).toContainText('Wait is over.');
    await expect(window.row('Slow task')).not.toContainText('New answer');
  });

  await test.step('two conversations that stream at once stay apart however fast one switches between them', async () => {
    const gates = { odd: gate(), even: gate() };
    const chunks = (word: string) => Array.from({ length: 400 }, (_, index) => `${word}${index} `);
    for (const name of ['odd', 'even'] as const) {
      await window.newConversation();
      api.reply(answer([`${name}-start `, gates[name], ...chunks(name)]));
      await window.send(`Task ${name}`);
      await expect(window.thread).toContainText(`${name}-start`);
    }
    gates.odd.open();
    gates.even.open();
    for (let turn = 0; turn < 20; turn++) await window.row(`Task ${turn % 2 === 0 ? 'odd' : 'even'}`).click();
    for (const name of ['odd', 'even'] as const) {
      await window.row(`Task ${name}`).click();
      await expect(window.thread).toContainText(`${name}399`);
      await expect(window.stopButton).toHaveCount(0);
      const shown = await window.thread.getByRole('article').last().innerText();
      expect(shown.match(/\b(odd|even)\d+/g)).toEqual(Array.from({ length: 400 }, (_, index) => `${name}${index}`));
    }
  });
});
