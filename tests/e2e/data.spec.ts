/** Looking after one's conversations in the window: backups, export, import, deletion. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AppWindow, expect, test, untilGone } from '#tests/support/app/app-window.ts';
import { addConversation, seedDatabase } from '#tests/support/app/seed-database.ts';
import { say } from '#tests/support/gemini-api-server/index.ts';

const words = (about: string) => (turn: number) => ({ prompt: `${about} question ${turn}`, answer: `${about} answer ${turn} 日本語 🚀` });

/** The system's own dialogs can't be clicked: they answer with these paths. */
async function answerDialogs({ app }: AppWindow, { save, open }: { save?: string; open?: string[] }): Promise<void> {
  await app.evaluate(
    ({ dialog }, answers) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: answers.save === undefined, filePath: answers.save ?? '' });
      dialog.showOpenDialog = () => Promise.resolve({ canceled: answers.open === undefined, filePaths: answers.open ?? [] });
    },
    { save, open },
  );
}

/** The app would start once more by itself, where no test reaches it. */
async function withoutRelaunch({ app }: AppWindow): Promise<void> {
  await app.evaluate(({ app: electron }) => {
    electron.relaunch = () => {};
  });
}

async function openData({ page }: AppWindow) {
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('tab', { name: 'Data' }).click();
  return page.getByRole('tabpanel', { name: 'Data' });
}

test('a conversation is exported from its menu, imported elsewhere after a look inside, twice adds nothing, and the import is undone', async ({
  dataFolder,
  launch,
}) => {
  seedDatabase(dataFolder, (database) => {
    addConversation(database, { title: 'Okapi walk', turns: 3, words: words('Okapi') });
    addConversation(database, { title: 'Zebra run', turns: 2, words: words('Zebra') });
  });
  const file = join(dataFolder, 'okapi.jsonl');
  const first = await launch();
  const { page } = first;
  const card = page.getByRole('region', { name: 'Notifications' });
  await answerDialogs(first, { save: file });
  await first.row('Okapi walk').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Export…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Export…' }).click();
  await expect(card).toContainText('Exported to okapi.jsonl');
  await expect(card).toContainText('1 conversation, 6 messages');
  expect(readFileSync(file, 'utf8')).toContain('日本語 🚀');

  // What it came from is gone, so that it comes in anew.
  await first.row('Okapi walk').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(first.row('Okapi walk')).toHaveCount(0);
  await answerDialogs(first, { open: [file] });
  const data = await openData(first);
  const importFile = async () => {
    await data.getByRole('button', { name: 'Import…' }).click();
    return page.getByRole('dialog', { name: 'Import conversations' });
  };
  const preview = await importFile();
  await expect(preview).toContainText('1 conversation, 6 messages');
  await expect(preview.getByRole('list', { name: 'Conversations that come' })).toContainText('Okapi walk');
  await preview.getByRole('button', { name: 'Import 1 conversation' }).click();
  await expect(card).toContainText('Imported okapi.jsonl');
  await expect(data.getByRole('list', { name: 'Imports' })).toContainText('okapi.jsonl');
  // Behind the dialog, where no role is.
  const row = page.locator('[id^="conversation-"]').filter({ hasText: 'Okapi walk' });
  await expect(row).toHaveCount(1);

  const again = await importFile();
  await expect(again).toContainText('Everything in it is here already');
  await again.getByRole('button', { name: 'Close' }).last().click();

  await data.getByRole('button', { name: 'Undo the import of okapi.jsonl' }).click();
  await expect(card).toContainText('Import undone: 1 conversation removed');
  await expect(row).toHaveCount(0);
  await expect(data.getByRole('list', { name: 'Imports' })).toHaveCount(0);

  await answerDialogs(first, { open: [join(import.meta.dirname, 'data.spec.ts')] });
  await data.getByRole('button', { name: 'Import…' }).click();
  await expect(card).toContainText('is no export of Agent Manager');
});

test('a backup is taken, looked into and restored with agents stopped; the restore can be undone', async ({ api, dataFolder, launch }) => {
  seedDatabase(dataFolder, (database) => addConversation(database, { title: 'Okapi walk', turns: 1, words: words('Okapi') }));
  const first = await launch();
  const data = await openData(first);
  await data.getByRole('button', { name: 'Back up now' }).click();
  const backups = data.getByRole('list', { name: 'Backups' });
  await expect(backups.getByRole('listitem')).toHaveCount(1);
  await expect(backups).toContainText('1 conversation, 2 messages');
  await first.page.keyboard.press('Escape');
  await first.newConversation();
  api.answerWith(() => say('An answer of an agent.'));
  await first.send('Written after the backup');
  await expect.poll(() => first.agents().length).toBe(1);

  await openData(first);
  await backups.getByRole('button', { name: /^Restore the backup/ }).click();
  const preview = first.page.getByRole('dialog', { name: 'Restore a backup' });
  await expect(preview.getByRole('list', { name: 'Goes away' })).toContainText('Written after the backup');
  await expect(preview).toContainText('Nothing that is not here already.');
  await withoutRelaunch(first);
  const agents = first.agents();
  const gone = first.app.waitForEvent('close');
  await preview.getByRole('button', { name: 'Restore this backup' }).click();
  await gone;
  await untilGone(agents);

  const second = await launch();
  await expect(second.row('Okapi walk')).toHaveCount(1);
  await expect(second.row('Written after the backup')).toHaveCount(0);
  const card = second.page.getByRole('region', { name: 'Notifications' });
  await expect(card).toContainText('Restored the backup of');
  await expect(card).toContainText('1 conversation, 2 messages');
  await withoutRelaunch(second);
  const goneAgain = second.app.waitForEvent('close');
  await card.getByRole('button', { name: 'Undo' }).click();
  await goneAgain;

  const third = await launch();
  await expect(third.row('Written after the backup')).toHaveCount(1);
});

test('deleting everything names it, asks for a word, leaves nothing of the app, and the next start is fresh', async ({
  dataFolder,
  launch,
  projectFolder,
}) => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'agent-manager-e2e-backups-'));
  try {
    seedDatabase(dataFolder, (database) => addConversation(database, { title: 'Okapi walk', turns: 1, words: words('Okapi') }));
    mkdirSync(join(projectFolder, 'src'));
    const first = await launch();
    await answerDialogs(first, { open: [elsewhere] });
    const data = await openData(first);
    await data.getByRole('button', { name: 'Choose folder…' }).click();
    await expect(data).toContainText(`They go to ${elsewhere}`);
    await data.getByRole('button', { name: 'Back up now' }).click();
    await expect(data.getByRole('list', { name: 'Backups' }).getByRole('listitem')).toHaveCount(1);
    expect(readdirSync(elsewhere)).toHaveLength(1);
    await first.page.keyboard.press('Escape');
    await first.newConversation();
    await first.send('Start an agent');
    await expect.poll(() => first.agents().length).toBe(1);
    await openData(first);
    await data.getByRole('button', { name: 'Delete all…' }).click();
    const dialog = first.page.getByRole('dialog', { name: 'Delete all my data' });
    await expect(dialog.getByRole('list', { name: 'What is deleted' })).toContainText(join(dataFolder, 'conversations.db'));
    await expect(dialog).toContainText(elsewhere);
    const button = dialog.getByRole('button', { name: 'Delete everything' });
    await expect(button).toBeDisabled();
    await dialog.getByRole('textbox').fill('delete');
    await withoutRelaunch(first);
    const pids = first.processes();
    const gone = first.app.waitForEvent('close');
    await button.click();
    await gone;
    await untilGone(pids);
    expect(readdirSync(elsewhere)).toEqual([]);
    for (const name of ['conversations.db', 'backups', 'settings.json', 'agents', 'logs', 'workspaces', 'processes.json']) {
      expect(existsSync(join(dataFolder, name)), name).toBe(false);
    }
    // A folder of the person's that happens to stand there.
    expect(existsSync(join(projectFolder, 'src'))).toBe(true);

    const second = await launch({ GEMINI_API_KEY: '' });
    await expect(second.row('Okapi walk')).toHaveCount(0);
    expect(existsSync(join(dataFolder, 'deletion-under-way'))).toBe(false);
  } finally {
    rmSync(elsewhere, { recursive: true, force: true });
  }
});
