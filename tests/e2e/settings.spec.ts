/** Settings: taken along as a file, and never lost when their file is broken. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '#tests/support/app/app-window.ts';

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
