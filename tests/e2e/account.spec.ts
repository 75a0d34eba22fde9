/** A newcomer's way to the first answer: no key, a wrong key, a right one. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '#tests/support/app/app-window.ts';
import { callTools, say, startGeminiApiServer } from '#tests/support/gemini-api-server/index.ts';

const KEY = 'right-key-0123456789';

test('a key is tested before it is kept, works at once, and is written nowhere it should not be', async ({ launch, dataFolder }) => {
  const api = await startGeminiApiServer({ validKeys: [KEY] });
  try {
    const window = await launch({ GEMINI_API_KEY: '', GOOGLE_GEMINI_BASE_URL: '' });
    const { page } = window;
    await page.getByRole('button', { name: 'Advanced' }).click();
    await page.getByRole('textbox', { name: /base URL/i }).fill(api.baseUrl);

    await page.getByLabel('Gemini API key').fill('wrong-key-0123456789');
    await page.getByRole('button', { name: 'Test and save' }).click();
    await expect(page.getByText('does not accept this key')).toBeVisible();

    await page.getByLabel('Gemini API key').fill(KEY);
    // This machine may have no key store; the person then says where the key may go.
    const inMemory = page.getByRole('radio', { name: /Only until I quit/ });
    if (await inMemory.isVisible()) await inMemory.check();
    await page.getByRole('button', { name: 'Test and save' }).click();
    await expect(page.getByRole('heading', { name: 'Connect Gemini' })).toHaveCount(0);

    api.reply(say('Welcome.'));
    await window.ask('Hello', 'Welcome.');
    expect(filesHolding(dataFolder, KEY)).toEqual([]);
  } finally {
    await api.close();
  }
});

test('the agent works in the folder that was chosen, and a file is written only when it is allowed', async ({
  api,
  launch,
  projectFolder,
}) => {
  const window = await launch();
  await window.app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
  }, projectFolder);
  await window.newConversation();
  await window.page.getByRole('button', { name: 'Choose folder' }).first().click();
  await expect(window.page.getByRole('main')).toContainText('project');

  const file = join(projectFolder, 'greeting.txt');
  api.reply(callTools({ name: 'write_file', args: { file_path: file, content: 'hello\n' } }), say('Written.'));
  await window.send('Write a greeting');
  await expect(
    window.page
      .getByRole('group', { name: /Changes in/ })
      .or(window.page.getByLabel(/Changes in/))
      .first(),
  ).toContainText('hello');
  expect(readdirSync(projectFolder)).toEqual([]);
  await window.page.getByRole('button', { name: /Allow once/ }).click();
  await expect(window.thread).toContainText('Written.');
  expect(readFileSync(file, 'utf8')).toBe('hello\n');
});

/** Every file below the folder that has the text in it. */
function filesHolding(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => {
      try {
        return statSync(file).isFile() && readFileSync(file, 'latin1').includes(text);
      } catch {
        // Chromium's own files come and go while the app runs.
        return false;
      }
    });
}
