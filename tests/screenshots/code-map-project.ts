/** A project worth a map: this program's own sources, committed, with one file changed since. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import type { AppWindow } from '#tests/support/app/app-window.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const PARTS = [
  'package.json',
  'tsconfig.base.json',
  'protocol',
  'platform',
  'electron',
  'bridge/gemini',
  'bridge/serving',
  'python/intermap',
  'tests/unit/platform',
];

/** Copies the sources into the folder and makes a repository of it. */
export function writeOwnSources(folder: string): void {
  for (const name of PARTS)
    cpSync(join(ROOT, name), join(folder, name), { recursive: true, filter: (file) => !file.includes('__pycache__') });
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], { cwd: folder });
  git('init', '-q');
  git('add', '.');
  git('commit', '-qm', 'First');
  appendFileSync(join(folder, 'platform', 'clock.ts'), '\nexport const NOW_MS = () => monotonicClock.now();\n');
}

/** A conversation on the folder, with the map in the inspector. */
export async function openCodeMap(window: AppWindow, folder: string): Promise<void> {
  await window.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
  }, folder);
  await window.newConversation();
  await window.page.getByRole('button', { name: 'Choose folder' }).first().click();
  await window.page.getByRole('button', { name: 'Code map' }).click();
}

/** The same, once the picture is drawn. */
export async function openOwnCodeMap(window: AppWindow, folder: string): Promise<void> {
  writeOwnSources(folder);
  await openCodeMap(window, folder);
  await window.page.locator('[data-scene^="folder:modules"]').waitFor();
}

/** Below 1100 pixels the inspector is a sheet, which is closed at first. */
export async function keepCodeMapOpen({ page }: AppWindow): Promise<void> {
  const map = page.getByRole('combobox', { name: 'Find a file or definition' });
  if ((await map.count()) === 0) await page.getByRole('button', { name: 'Code map' }).click();
  await map.waitFor();
  await page.locator('[data-scene], [role=alert], progress').first().waitFor();
}

/** Searches for a definition and goes to it. */
export async function flyTo({ page }: AppWindow, name: string): Promise<void> {
  const field = page.getByRole('combobox', { name: 'Find a file or definition' });
  await field.fill(name);
  await page.getByRole('option', { name }).first().waitFor();
  await field.press('Enter');
  await page.getByRole('region', { name: 'Chosen' }).waitFor();
}
