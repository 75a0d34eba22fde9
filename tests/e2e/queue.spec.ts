/** What is sent while an answer comes: queued above the composer, changed and ordered by keyboard, or given to the running turn. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '#tests/support/app/app-window.ts';
import { answer, call, gate, say } from '#tests/support/gemini-api-server/index.ts';

test('messages queue, are edited, ordered and removed by keyboard, held after Stop, kept over a restart, and sent in order', async ({
  api,
  launch,
}) => {
  const window = await launch();
  const { page, thread } = window;
  const queue = page.getByRole('region', { name: 'Queue' });
  const lines = queue.getByRole('button', { name: /^Edit message/ });
  await window.newConversation();
  api.reply(answer(['Begun', gate()]));
  await window.send('first');
  await expect(thread).toContainText('Begun');
  for (const words of ['second', 'third', 'fourth']) await window.send(words);
  await expect(lines).toHaveText(['second', 'third', 'fourth']);
  await expect(queue).toContainText('Sent one by one');

  await lines.filter({ hasText: 'fourth' }).focus();
  await page.keyboard.press('Shift+ArrowUp');
  await expect(lines).toHaveText(['second', 'fourth', 'third']);
  await page.keyboard.press('ArrowUp');
  await expect(lines.filter({ hasText: 'second' })).toBeFocused();
  await page.keyboard.press('Enter');
  const editor = queue.getByRole('textbox', { name: 'Edit queued message' });
  await expect(editor).toBeFocused();
  await editor.fill('second, changed');
  await page.keyboard.press('Enter');
  await expect(lines).toHaveText(['second, changed', 'fourth', 'third']);
  await lines.filter({ hasText: 'fourth' }).focus();
  await page.keyboard.press('Delete');
  await expect(lines).toHaveText(['second, changed', 'third']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(lines).toHaveText(['second, changed', 'fourth', 'third']);

  await window.stopButton.click();
  await expect(queue).toContainText('Waits for you, because the turn was stopped');
  await window.quit();

  const next = await launch();
  const nextQueue = next.page.getByRole('region', { name: 'Queue' });
  await next.row('first').click();
  await expect(nextQueue).toContainText('Waits for you since the app was started again');
  expect(api.streams).toHaveLength(1);
  api.reply(say('To the second.'), say('To the fourth.'), say('To the third.'));
  await nextQueue.getByRole('button', { name: 'Send now', exact: true }).click();
  await expect(next.thread).toContainText('To the third.');
  await expect(nextQueue).toHaveCount(0);
  await expect(next.thread.getByRole('article').filter({ hasText: /To the/ })).toHaveText([/second/, /fourth/, /third/]);
});

test('words sent into the running turn show where they entered, and are there after a restart', async ({ api, launch, projectFolder }) => {
  writeFileSync(join(projectFolder, 'a.txt'), 'salve\n');
  const window = await launch();
  await window.newConversation();
  const held = gate();
  api.reply(answer(['Looking.', held, call('list_directory', { dir_path: '.' })]), say('In Latin then.'));
  await window.send('translate');
  await expect(window.thread).toContainText('Looking.');
  await window.composer.fill('Keep the Latin');
  await expect(window.page.getByText(/Enter queues it/)).toBeVisible();
  await window.composer.press('ControlOrMeta+Enter');
  await expect(window.page.getByRole('region', { name: 'Queue' })).toContainText('goes in with the next step');
  held.open();
  await expect(window.thread).toContainText('In Latin then.');
  await expect(window.page.getByRole('region', { name: 'Queue' })).toHaveCount(0);
  expect(api.streams[1]?.contents.at(-1)?.parts.at(-1)).toEqual({ text: 'Keep the Latin' });
  const inOrder = /Looking\..*Keep the Latin.*In Latin then\./s;
  await expect(window.thread).toContainText(inOrder);
  await window.quit();
  const next = await launch();
  await next.row('translate').click();
  await expect(next.thread).toContainText(inOrder);
});
