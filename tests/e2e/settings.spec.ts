/** Settings: found by any word, taken along as a file, and never lost when their file is broken. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '#tests/support/app/app-window.ts';

test('a setting is found, marked and changed by keyboard; axe finds nothing wrong in any section, in high contrast, too', async ({
  launch,
}) => {
  const { page } = await launch();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  const search = dialog.getByRole('textbox', { name: 'Search settings' });

  await test.step('found by a word that stands nowhere, jumped to and marked', async () => {
    await page.keyboard.press('Control+,');
    await search.fill('timeout hang');
    await search.press('Enter');
    await expect(dialog.getByRole('textbox', { name: 'Give up a turn after (seconds)' })).toBeFocused();
    await expect(dialog.locator('[data-found="true"]')).toContainText('Give up a turn after');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('90');
    await expect(dialog.locator('[data-found="true"]')).toHaveCount(0);
  });

  await test.step('Escape clears the search, the next one closes', async () => {
    await search.fill('nothing fits this');
    await expect(dialog.getByText('No setting fits')).toBeVisible();
    await search.press('Escape');
    await expect(search).toHaveValue('');
    await expect(dialog).toBeVisible();
  });

  await test.step('a proxy that can’t be is refused with what helps', async () => {
    await dialog.getByRole('tab', { name: 'Network' }).click();
    await dialog.getByRole('combobox', { name: 'Proxy' }).selectOption('manual');
    const address = dialog.getByRole('textbox', { name: 'Address of the proxy' });
    await address.fill('http://ada:secret@proxy:1');
    await address.press('Enter');
    await expect(dialog.getByRole('alert')).toContainText('Leave the name and password out');
    await address.fill('http://127.0.0.1:9');
    await address.press('Enter');
    await expect(dialog.getByText('In use now: http://127.0.0.1:9, from the settings here')).toBeVisible();
  });

  await test.step('axe', async () => {
    await dialog.getByRole('tab', { name: 'Appearance' }).click();
    await dialog.getByRole('radio', { name: 'High' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-contrast', 'high');
    for (const contrast of ['high', 'usual'] as const) {
      if (contrast === 'usual') {
        await dialog.getByRole('tab', { name: 'Appearance' }).click();
        await dialog.getByRole('radiogroup', { name: 'Contrast' }).getByRole('radio', { name: 'System' }).click();
      }
      for (const tab of await dialog.getByRole('tab').all()) {
        await tab.click();
        await expect(dialog.getByRole('tabpanel')).toBeVisible();
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().include('[role="dialog"]').analyze();
        expect(
          violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`),
          `${await tab.textContent()}, ${contrast}`,
        ).toEqual([]);
      }
    }
    await page.keyboard.press('Control+Shift+P');
    await page.getByRole('combobox', { name: 'Commands' }).fill('conversation');
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`)).toEqual([]);
  });
});

test('settings go out and come in as a file, and a broken file is told and kept', async ({ launch, dataFolder }) => {
  const settingsFile = join(dataFolder, 'settings.json');
  const broken = '{ "theme": "purple", "idleStopMinutes": 20 }';
  writeFileSync(settingsFile, broken);
  const { app, page } = await launch();
  const dialog = page.getByRole('dialog', { name: 'Settings' });
  const exported = join(dataFolder, 'taken-along.json');
  await app.evaluate(({ dialog: system }, file) => {
    system.showSaveDialog = async () => ({ canceled: false, filePath: file });
    system.showOpenDialog = async () => ({ canceled: false, filePaths: [file] });
  }, exported);

  await test.step('the window says which setting could not be used, and the file is kept before the first change', async () => {
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    const notice = dialog.getByRole('status', { name: /Some settings could not be used/ });
    await expect(notice).toContainText('Theme:');
    expect(readFileSync(settingsFile, 'utf8')).toBe(broken);
    await dialog.getByRole('radio', { name: 'Dark' }).click();
    await expect.poll(() => JSON.parse(readFileSync(settingsFile, 'utf8')).theme).toBe('dark');
    const kept = readdirSync(dataFolder).find((name) => name.startsWith('settings.json.broken-'));
    expect(readFileSync(join(dataFolder, kept ?? ''), 'utf8')).toBe(broken);
    expect(JSON.parse(readFileSync(settingsFile, 'utf8')).idleStopMinutes).toBe(20);
  });

  await test.step('out, changed, and in again after a look', async () => {
    await dialog.getByRole('tab', { name: 'Data' }).click();
    await dialog.getByRole('button', { name: 'Export settings…' }).click();
    await expect(page.getByText('Settings exported to taken-along.json')).toBeVisible();
    const content = JSON.parse(readFileSync(exported, 'utf8'));
    expect(content.settings).toMatchObject({ theme: 'dark', idleStopMinutes: 20 });
    writeFileSync(exported, JSON.stringify({ ...content, settings: { ...content.settings, theme: 'light', teleport: 1 } }));
    await dialog.getByRole('button', { name: 'Import settings…' }).click();
    const preview = page.getByRole('dialog', { name: 'Import settings' });
    await expect(preview.getByRole('list', { name: 'What would change' })).toHaveText('Themedark → light');
    await expect(preview.getByRole('region', { name: 'Not taken' })).toContainText('teleport');
    await preview.getByRole('button', { name: 'Change 1 setting' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
    await page.getByRole('button', { name: 'Undo', exact: true }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });
});
