/** Commands: one list behind the menu, the palette and the keys. */
import { type AppWindow, expect, test } from '#tests/support/app/app-window.ts';
import { say } from '#tests/support/gemini-api-server/index.ts';

/** Chooses an entry of the application menu, as its click does. */
async function chooseInMenu({ app }: AppWindow, id: string): Promise<void> {
  await app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.click(), id);
}

test('the palette does things by keyboard alone, says why it can’t, and is the way to and from the search', async ({ api, launch }) => {
  const window = await launch();
  const { page } = window;
  const field = page.getByRole('combobox', { name: 'Commands' });
  const active = page.getByRole('option', { selected: true });
  await window.newConversation();
  api.reply(say('Hello.'));
  await window.ask('Hi', 'Hello.');

  await test.step('what is no use now says why, and does nothing', async () => {
    await page.keyboard.press('Control+Shift+P');
    await expect(field).toBeFocused();
    await field.pressSequentially('stop the agent');
    await expect(active).toContainText('The agent isn’t working');
    await field.press('Enter');
    await expect(field).toBeFocused();
  });

  await test.step('a command is found by a word that means the same, and shows its keys', async () => {
    await field.fill('title');
    await expect(active).toHaveText('Rename conversation');
    await field.press('Enter');
    const title = page.getByRole('textbox', { name: 'Conversation title' });
    await expect(title).toBeFocused();
    await title.fill('Greetings');
    await title.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Greetings');
  });

  await test.step('from the search with >, and back with Backspace', async () => {
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search conversations' }).pressSequentially('>');
    await expect(field).toBeFocused();
    await field.press('Backspace');
    await expect(page.getByRole('combobox', { name: 'Search conversations' })).toBeFocused();
    await page.keyboard.type('>never');
    await expect(active).toHaveText('Approval mode: Never ask');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Approval mode: Never ask' })).toBeVisible();
  });

  await test.step('the menu runs the same commands', async () => {
    await chooseInMenu(window, 'toggle-changes');
    await expect(page.getByRole('button', { name: 'Changes', exact: true })).toHaveAttribute('aria-pressed', 'true');
    await chooseInMenu(window, 'stop-turn');
    await expect(page.getByText('The agent isn’t working')).toBeVisible();
  });
});

test('keys are recorded, a conflict shows its way out, the menu follows, and all come back', async ({ launch }) => {
  const window = await launch();
  const { app, page } = window;
  const accelerator = (id: string) =>
    app.evaluate(({ Menu }, wanted) => Menu.getApplicationMenu()?.getMenuItemById(wanted)?.accelerator?.toString(), id);
  const settings = page.getByRole('dialog', { name: 'Settings' });
  const row = (title: string) => settings.getByRole('listitem').filter({ hasText: title });
  const change = async (title: string, keys: string) => {
    await settings.getByRole('button', { name: `Change keys of ${title}` }).click();
    await expect(settings.getByRole('group', { name: `New keys for ${title}` }).getByRole('button')).toBeFocused();
    await page.keyboard.press(keys);
  };
  await page.keyboard.press('Control+,');
  await settings.getByRole('tab', { name: 'Shortcuts' }).click();

  await test.step('new keys work at once, and the menu and tooltips show them', async () => {
    await change('Show or hide the sidebar', 'Control+Alt+s');
    await expect(row('Show or hide the sidebar')).toContainText('CtrlAltS');
    await expect.poll(() => accelerator('toggle-sidebar')).toBe('CmdOrCtrl+Alt+S');
    await page.keyboard.press('Control+Alt+s');
    await expect(page.getByRole('complementary', { name: 'Sidebar', includeHidden: true })).toHaveCount(0);
    await page.keyboard.press('Control+Alt+s');
  });

  await test.step('keys that can’t be had say why; Escape gives up, and the dialog stays', async () => {
    await change('Search conversations', 'Control+c');
    await expect(settings.getByRole('alert')).toHaveText('This copies everywhere, and stays so.');
    await page.keyboard.press('x');
    await expect(settings.getByRole('alert')).toContainText('Without Ctrl');
    await page.keyboard.press('Escape');
    await expect(settings.getByRole('alert')).toHaveCount(0);
    await expect(row('Search conversations')).toContainText('CtrlK');
  });

  await test.step('keys of another command can be taken from it', async () => {
    await change('Search conversations', 'Control+j');
    await expect(settings.getByRole('alert')).toContainText('“Show or hide processes”');
    await settings.getByRole('button', { name: 'Use them here' }).click();
    await expect(row('Search conversations')).toContainText('CtrlJ');
    await expect(row('Show or hide processes')).toContainText('none');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+j');
    await expect(page.getByRole('combobox', { name: 'Search conversations' })).toBeFocused();
  });

  await test.step('all at once are the usual ones again, which can be undone', async () => {
    await page.keyboard.press('Control+,');
    await settings.getByRole('button', { name: 'Reset all' }).click();
    await expect(row('Search conversations')).toContainText('CtrlK');
    await expect.poll(() => accelerator('toggle-sidebar')).toBe('CmdOrCtrl+B');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect.poll(() => accelerator('search')).toBe('CmdOrCtrl+J');
  });
});
