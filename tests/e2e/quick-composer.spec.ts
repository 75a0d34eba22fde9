/** The quick composer: a small window over everything, from a key of the whole desktop. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type AppWindow, expect, test } from '#tests/support/app/app-window.ts';
import { say } from '#tests/support/gemini-api-server/index.ts';

/** Brings it up through the menu's command, which does what the key does. */
async function bringUp({ app }: AppWindow): Promise<void> {
  await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('quick-composer')?.click());
}

const isShown = ({ app }: AppWindow) =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().some((window) => window.isVisible() && window.webContents.getURL().includes('?quick')),
  );

test('from a key to a conversation, and away with Escape', async ({ api, launch }) => {
  const window = await launch();
  const { app, page } = window;
  let quick: Page = page;

  await test.step('no key is taken before one is chosen; then the system has it', async () => {
    const isRegistered = () => app.evaluate(({ globalShortcut }) => globalShortcut.isRegistered('CmdOrCtrl+Shift+Space'));
    expect(await isRegistered()).toBe(false);
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: 'Shortcuts' }).click();
    await page.getByRole('button', { name: /^Use/ }).click();
    await expect.poll(isRegistered).toBe(true);
    await expect(page.getByRole('button', { name: 'Turn off' })).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('it opens with the focus in its field, on top, with the same rules as the window', async () => {
    const opened = app.waitForEvent('window');
    await bringUp(window);
    quick = await opened;
    await expect(quick.getByRole('textbox', { name: 'Message' })).toBeFocused();
    await expect.poll(() => isShown(window)).toBe(true);
    const rules = await app.evaluate(({ BrowserWindow }) => {
      const small = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().includes('?quick'));
      const contents = small?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      const { sandbox, contextIsolation, nodeIntegration } = contents.getLastWebPreferences();
      const isConfined = ['will-navigate', 'will-frame-navigate', 'will-attach-webview'].every(
        (name) => (small?.webContents.listenerCount(name) ?? 0) > 0,
      );
      return { sandbox, contextIsolation, nodeIntegration, isConfined, onTop: small?.isAlwaysOnTop() };
    });
    expect(rules).toEqual({ sandbox: true, contextIsolation: true, nodeIntegration: false, isConfined: true, onTop: true });
    const { violations } = await new AxeBuilder({ page: quick }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
  });

  await test.step('Escape puts it away, and what was typed is still there', async () => {
    await quick.getByRole('textbox', { name: 'Message' }).pressSequentially('Which tests are slow?');
    await quick.keyboard.press('Escape');
    await expect.poll(() => isShown(window)).toBe(false);
    await bringUp(window);
    await expect.poll(() => isShown(window)).toBe(true);
    await expect(quick.getByRole('textbox', { name: 'Message' })).toHaveValue('Which tests are slow?');
  });

  await test.step('Enter sends into a new conversation', async () => {
    api.reply(say('The ones with windows.'));
    await quick.getByRole('textbox', { name: 'Message' }).press('Enter');
    await expect.poll(() => isShown(window)).toBe(false);
    await window.row('Which tests are slow?').click();
    await expect(window.thread).toContainText('The ones with windows.');
    expect(api.streams[0]?.lastText).toBe('Which tests are slow?');
  });

  await test.step('Ctrl+Enter shows it, too', async () => {
    await bringUp(window);
    await expect.poll(() => isShown(window)).toBe(true);
    api.reply(say('Three.'));
    await quick.getByRole('textbox', { name: 'Message' }).fill('How many?');
    await quick.keyboard.press('Control+Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('How many?');
    await expect(window.thread).toContainText('Three.');
  });

  await test.step('the app ends with its window, though the small one was only hidden', async () => {
    await window.quit();
  });
});
