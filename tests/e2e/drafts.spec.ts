/** What is being written is nobody's to lose: kept for each conversation, over switching, quitting and a refused prompt. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '#tests/support/app/app-window.ts';
import { say } from '#tests/support/gemini-api-server/index.ts';

const PNG = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

test('each conversation keeps its own draft, and it is there after quitting at once, with what is attached', async ({
  api,
  dataFolder,
  launch,
}) => {
  const window = await launch();
  await window.newConversation();
  api.reply(say('Yes.'), say('Here.'));
  await window.ask('First', 'Yes.');
  await window.newConversation();
  await window.ask('Second', 'Here.');
  await window.composer.fill('half a thought');
  await window.page.locator('input[type=file]').setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: PNG });
  await expect(window.page.getByRole('list', { name: 'Attachments' })).toBeVisible();

  await window.row('First').click();
  await expect(window.composer).toHaveValue('');
  await expect(window.page.getByRole('list', { name: 'Attachments' })).toHaveCount(0);
  await window.composer.fill('another\nthought');
  await window.row('Second').click();
  await expect(window.composer).toHaveValue('half a thought');
  await expect(window.page.getByRole('list', { name: 'Attachments' }).getByRole('listitem')).toHaveCount(1);
  await window.composer.pressSequentially(' more');
  const file = join(dataFolder, 'orders.csv');
  writeFileSync(file, 'tea,3\n');
  await window.page.locator('input[type=file]').setInputFiles(file);
  await expect(window.page.getByRole('list', { name: 'Attachments' }).getByRole('listitem')).toHaveCount(2);
  await window.quit();
  rmSync(file);

  const next = await launch();
  await next.row('First').click();
  await expect(next.composer).toHaveValue('another\nthought');
  await next.row('Second').click();
  await expect(next.composer).toHaveValue('half a thought more');
  const attached = next.page.getByRole('list', { name: 'Attachments' }).getByRole('listitem');
  await expect(attached).toHaveCount(2);
  await expect(attached.filter({ hasText: 'orders.csv' })).toContainText('tea,3');
  api.reply(say('Seen.'));
  await next.composer.press('Enter');
  await expect(next.thread).toContainText('Seen.');
  expect(JSON.stringify(api.streams.at(-1)?.contents.at(-1))).toContain('tea,3');
  await next.quit();

  const last = await launch();
  await last.row('Second').click();
  await expect(last.thread).toContainText('Seen.');
  await expect(last.page.getByRole('list', { name: 'Attachments' })).toHaveCount(0);
});

test('closing the window right after a key loses nothing', async ({ launch }) => {
  const window = await launch();
  await window.newConversation();
  const gone = window.app.waitForEvent('close');
  await window.composer.fill('not lost');
  await window.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined);
  await gone;

  const next = await launch();
  await expect(next.composer).toHaveValue('not lost');
});

test('images go with the words, and an input method keeps its Enter', async ({ api, launch }) => {
  const window = await launch();

  await test.step('an image that was attached or pasted is sent with the words', async () => {
    await window.newConversation();
    await window.page.locator('input[type=file]').setInputFiles({ name: 'dot.png', mimeType: 'image/png', buffer: PNG });
    const attached = window.page.getByRole('list', { name: 'Attachments' }).getByRole('listitem');
    await expect(attached).toHaveCount(1);
    await window.composer.evaluate((element, base64) => {
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], 'pasted.png', { type: 'image/png' }));
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, PNG.toString('base64'));
    await expect(attached).toHaveCount(2);
    api.reply(say('Two dots.'));
    await window.ask('What is this?', 'Two dots.');
    await expect(attached).toHaveCount(0);
    const images = api.streams
      .at(-1)
      ?.contents.at(-1)
      ?.parts.filter((part) => part.inlineData !== undefined);
    expect(images?.map((part) => part.inlineData)).toEqual(Array(2).fill({ mimeType: 'image/png', data: PNG.toString('base64') }));
  });

  await test.step('Enter while an input method composes sends nothing; the Enter after it sends the whole word once', async () => {
    await window.newConversation();
    const before = api.streams.length;
    api.reply(say('Konnichiwa.'));
    const input = await window.page.context().newCDPSession(window.page);
    await window.composer.focus();
    await input.send('Input.imeSetComposition', { text: 'こんに', selectionStart: 3, selectionEnd: 3 });
    const whileComposing = { key: 'Enter', code: 'Enter', keyCode: 229, isComposing: true, bubbles: true, cancelable: true };
    await window.composer.evaluate((element, init) => element.dispatchEvent(new KeyboardEvent('keydown', init)), whileComposing);
    await input.send('Input.insertText', { text: 'こんにちは' });
    // Some Linux input methods and Safari send the closing Enter after the composition, with the code of an input method.
    await window.composer.evaluate((element, init) => element.dispatchEvent(new KeyboardEvent('keydown', init)), {
      ...whileComposing,
      isComposing: false,
    });
    await expect(window.composer).toHaveValue('こんにちは');
    expect(api.streams).toHaveLength(before);
    await window.composer.press('Enter');
    await expect(window.thread).toContainText('Konnichiwa.');
    expect(api.streams.slice(before).map((request) => request.lastText)).toEqual(['こんにちは']);
  });
});
