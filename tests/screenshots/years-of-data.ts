/** What somebody has after a while: conversations, backups of several days, an import. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AppWindow } from '#tests/support/app/app-window.ts';
import { addConversation, seedDatabase } from '#tests/support/app/seed-database.ts';

const TALKS = [
  ['Why does the parser fail on nested brackets?', 14],
  ['Release notes for March', 6],
  ['Move the settings to a file of their own, atomically and with a fallback for what can’t be read', 31],
  ['検索が遅い理由', 9],
  ['Benchmarks 🚀', 12],
  ['Flaky test in CI', 22],
] as const;

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 10, 20, 9, 30);

/** Five conversations in the database, four backups of earlier days, each with fewer. */
export function seedYears(dataFolder: string): void {
  const backupFolder = join(dataFolder, 'backups');
  for (const [index, [title, turns]] of TALKS.entries()) {
    seedDatabase(
      dataFolder,
      (database) => {
        addConversation(database, {
          title,
          turns,
          words: (turn) => ({ prompt: `Question ${turn}`, answer: `Answer ${turn} `.repeat(40) }),
        });
      },
      () => NOW - (TALKS.length - index) * DAY_MS,
    );
    if (index === 0 || index === TALKS.length - 1) continue;
    mkdirSync(backupFolder, { recursive: true });
    const day = new Date(NOW - (TALKS.length - index) * DAY_MS).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
    const kind = index === 2 ? 'manual' : index === 3 ? 'before-migration-from-50-to-0.2.0' : 'automatic';
    copyFileSync(join(dataFolder, 'conversations.db'), join(backupFolder, `${kind}-${day}.db`));
  }
}

export async function openDataSettings({ page }: AppWindow) {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('tab', { name: 'Data' }).click();
  const data = page.getByRole('tabpanel', { name: 'Data' });
  await data.getByRole('list', { name: 'Backups' }).waitFor();
  return data;
}

/** The system's dialog answers with these files. */
export async function chooseFiles({ app }: AppWindow, files: string[]): Promise<void> {
  await app.evaluate(({ dialog }, filePaths) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths });
  }, files);
}
