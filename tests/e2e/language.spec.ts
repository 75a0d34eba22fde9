import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { de } from '#renderer/strings/de.ts';
import { en } from '#renderer/strings/en.ts';
import { expect, test } from '#tests/support/app/app-window.ts';
import { callTools } from '#tests/support/gemini-api-server/index.ts';

/** Every plain text of a catalogue. */
function textsOf(catalogue: object): string[] {
  return Object.values(catalogue).flatMap((value) =>
    typeof value === 'string' ? [value.trim()] : typeof value === 'object' && value !== null ? textsOf(value) : [],
  );
}

const GERMAN = new Set(textsOf(de));
const ENGLISH = new Set(textsOf(en).filter((text) => !GERMAN.has(text)));

/** Names and texts that a screen reader finds on the page and that are English ones of the catalogue. */
async function englishOn(page: Page): Promise<string[]> {
  const tree = await page.locator('body').ariaSnapshot();
  const words = tree.split('\n').flatMap((line) => {
    const [, name] = /^\s*- (?:')?[\w-]+ "((?:[^"\\]|\\.)*)"/.exec(line) ?? [];
    const [, text] = /^\s*- (?:[\w-]+(?: "(?:[^"\\]|\\.)*")?(?: \[[^\]]*\])*: )?"?(.+?)"?$/.exec(line) ?? [];
    return [name, text].filter((found) => found !== undefined);
  });
  return words.filter((text) => ENGLISH.has(text));
}

test('the window speaks German on every screen, and English again without losing what is being written', async ({
  launch,
  dataFolder,
  api,
}) => {
  writeFileSync(join(dataFolder, 'settings.json'), JSON.stringify({ language: 'de' }));
  const { page, app } = await launch();
  const menu = () => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label));
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await expect(page.getByRole('heading', { name: 'Die erste Unterhaltung beginnen' })).toBeVisible();
  expect(await englishOn(page)).toEqual([]);
  expect(await menu()).toContain('&Datei');

  await page.getByRole('button', { name: 'Neue Unterhaltung' }).first().click();
  const composer = page.getByRole('textbox', { name: 'Nachricht' });
  await expect(composer).toBeFocused();
  expect(await englishOn(page)).toEqual([]);
  api.reply(callTools({ name: 'run_shell_command', args: { command: 'git push origin main' } }));
  await composer.fill('Bitte hochladen');
  await composer.press('Enter');
  await expect(page.getByRole('button', { name: /^Einmal erlauben/ })).toBeVisible();
  expect(await englishOn(page)).toEqual([]);

  for (const [keys, tab] of [
    ['Control+Shift+D', 'Änderungen'],
    ['Control+Shift+M', 'Codekarte'],
    ['Control+Shift+A', 'Freigaben'],
    ['Control+J', 'Prozesse'],
  ] as const) {
    await page.keyboard.press(keys);
    await expect(page.getByRole('tab', { name: tab, selected: true })).toBeVisible();
    expect(await englishOn(page), tab).toEqual([]);
  }

  for (const [keys, name] of [
    ['Control+Shift+O', 'Übersicht'],
    ['Control+K', 'Unterhaltungen durchsuchen'],
    ['Control+/', 'Tastenkürzel'],
  ] as const) {
    await page.keyboard.press(keys);
    await expect(page.getByRole('dialog', { name })).toBeVisible();
    expect(await englishOn(page), name).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }

  await composer.fill('Ein Entwurf');
  await page.keyboard.press('Control+,');
  const settings = page.getByRole('dialog', { name: 'Einstellungen' });
  for (const tab of await settings.getByRole('tab').all()) {
    await tab.click();
    await expect(settings.getByRole('tabpanel')).toBeVisible();
    expect(await englishOn(page), (await tab.textContent()) ?? '').toEqual([]);
  }

  await settings.getByRole('tab', { name: 'Darstellung' }).click();
  await settings.getByLabel('Sprache').selectOption({ label: 'English' });
  await expect(page.getByRole('dialog', { name: 'Settings' }).getByLabel('Language')).toHaveValue('en');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  expect(await menu()).toContain('&File');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('textbox', { name: 'Message' })).toHaveValue('Ein Entwurf');
});
