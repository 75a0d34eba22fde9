/** What goes with a prompt beside words: by path where the agent can open it, else by content, said plainly where it can't go. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '#tests/support/app/app-window.ts';
import { addConversation, seedDatabase } from '#tests/support/app/seed-database.ts';
import { answer, gate, say } from '#tests/support/gemini-api-server/index.ts';

/** Files of the disk, dragged in as from a file manager: the browser's own way from the pointer to the page. */
async function startDragging(page: Page, files: string[]) {
  const session = await page.context().newCDPSession(page);
  let at = { x: 0, y: 0 };
  const send = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    session.send('Input.dispatchDragEvent', { type, ...at, data: { items: [], files, dragOperationsMask: 1 } });
  return {
    async over(place: Locator) {
      const box = await place.boundingBox();
      at = { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
      await send('dragEnter');
      await send('dragOver');
    },
    drop: () => send('drop'),
  };
}

test('files of the project go by path, others by content, a folder by its list; all of it stays with the message', async ({
  api,
  dataFolder,
  projectFolder,
  launch,
}) => {
  test.slow();
  const elsewhere = join(dataFolder, 'elsewhere');
  for (const folder of [join(projectFolder, 'src'), join(elsewhere, 'notes')]) mkdirSync(folder, { recursive: true });
  const files = {
    inProject: join(projectFolder, 'src', 'a.ts'),
    text: join(elsewhere, 'words.txt'),
    pdf: join(elsewhere, 'report.pdf'),
    program: join(elsewhere, 'tool.bin'),
  };
  writeFileSync(files.inProject, 'export const a = 1;\n');
  writeFileSync(files.text, 'okapi words\n');
  writeFileSync(files.pdf, '%PDF-1.7 report');
  writeFileSync(files.program, Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0, 0]));
  for (const name of ['one.md', 'two.md']) writeFileSync(join(elsewhere, 'notes', name), name);
  seedDatabase(dataFolder, (database) => {
    const id = addConversation(database, { title: 'Attaching', turns: 1, words: () => ({ prompt: 'Hi', answer: 'Hello.' }) });
    database.conversations.update(id, { projectFolder });
  });

  const window = await launch();
  const { page, composer } = window;
  await window.row('Attaching').click();
  await expect(window.thread).toContainText('Hello.');
  const attached = page.getByRole('list', { name: 'Attachments' }).getByRole('listitem');
  const dragging = await startDragging(page, Object.values(files));
  await dragging.over(window.thread);
  await expect(page.getByText('Drop to attach')).toBeVisible();
  await dragging.drop();
  await expect(page.getByText('Drop to attach')).toHaveCount(0);
  await expect(attached).toHaveCount(2);
  await expect(composer).toHaveValue('`src/a.ts` ');
  await expect(page.getByRole('alert')).toContainText('tool.bin is not text, an image or a PDF');
  await expect(attached.filter({ hasText: 'words.txt' })).toContainText('okapi words');

  await window.app.evaluate(
    ({ dialog }, folder) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
    },
    join(elsewhere, 'notes'),
  );
  await page.getByRole('button', { name: 'Attach', exact: true }).click();
  await page.getByRole('menuitem', { name: 'A folder' }).click();
  await expect(attached.filter({ hasText: 'notes' })).toContainText('2 files, names only');

  api.reply(say('Read.'));
  await composer.press('End');
  await composer.pressSequentially('compare');
  await composer.press('Enter');
  await expect(window.thread).toContainText('Read.');
  await expect(attached).toHaveCount(0);
  const parts = api.streams[0]?.contents.at(-1)?.parts ?? [];
  const texts = parts.map((part) => part.text ?? '').join('\n');
  expect(texts).toContain('`src/a.ts` compare');
  expect(texts).toContain('The attached file words.txt:\n\nokapi words\n');
  expect(texts).toContain('holds 2 files:\n\none.md\ntwo.md');
  expect(parts.find((part) => part.inlineData !== undefined)?.inlineData).toEqual({
    mimeType: 'application/pdf',
    data: Buffer.from('%PDF-1.7 report').toString('base64'),
  });

  const sent = window.thread.getByRole('article').filter({ hasText: 'compare' });
  await sent.getByRole('button', { name: /words\.txt/ }).click();
  await expect(sent).toContainText('okapi words');
  await sent.getByRole('button', { name: 'Edit and send again' }).click();
  const editor = window.thread.getByRole('textbox', { name: 'Edit message' });
  await editor.fill('compare again');
  api.reply(say('Read again.'));
  await editor.press('Enter');
  await expect(window.thread).toContainText('Read again.');
  expect(JSON.stringify(api.streams[1]?.contents.at(-1))).toContain('okapi words');

  await window.quit();
  const next = await launch();
  await next.row('Attaching').click();
  const again = next.thread.getByRole('article').filter({ hasText: 'compare again' });
  await expect(again).toContainText('report.pdf');
  await expect(again).toContainText('2 files');
  await next.page.locator('input[type=file]').setInputFiles(files.text);
  api.reply(answer(['Hold', gate()]));
  await next.send('first');
  await expect(next.thread).toContainText('Hold');
  await next.page.locator('input[type=file]').setInputFiles(files.text);
  await next.send('second');
  await expect(next.page.getByRole('region', { name: 'Queue' })).toContainText('1 attachment');
});
