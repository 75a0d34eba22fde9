/** A newcomer without a key: the code guide answers at once, from the folder that was chosen. */
import { expect, test, untilGone } from '#tests/support/app/app-window.ts';
import { say } from '#tests/support/gemini-api-server/index.ts';
import { changeShopProject, writeShopProject } from '#tests/support/projects/shop-project.ts';

const WITHOUT_KEY = { GEMINI_API_KEY: '', GOOGLE_GEMINI_BASE_URL: '' };

test('without a key one asks the code guide about a project, and gets answers with the tool calls they come from', async ({
  launch,
  projectFolder,
}) => {
  writeShopProject(projectFolder);
  changeShopProject(projectFolder);
  const window = await launch(WITHOUT_KEY);
  const { page, thread } = window;
  await window.app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
  }, projectFolder);

  await page.getByRole('region', { name: 'Code guide' }).getByRole('button', { name: 'Choose a project…' }).click();
  await expect(page.getByRole('button', { name: /^Approval mode/ })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'What do you want to know about project?' })).toBeVisible();

  await page.getByRole('button', { name: /^Map this project/ }).click();
  await window.composer.press('Enter');
  await expect(thread).toContainText('5 source files');
  await expect(window.stopButton).toHaveCount(0);
  await thread.getByRole('button', { name: /^Asked the code map 3 times/ }).click();
  await expect(thread.getByText('Map the most important files')).toBeVisible();

  await window.ask('Who calls total?', 'is called by 2 functions in 2 files; 1 test reaches it.');
  await expect(thread.getByRole('button', { name: /^Asked the code map/ })).toHaveCount(2);
  await expect(thread.getByRole('table').last()).toContainText('shop/orders.py:12');
  await window.ask('and what does it call?', 'calls 1 definition in 1 file');
  await window.ask('Which tests should I run for my changes?', 'python -m pytest tests/test_prices.py');
  await window.ask('Write me a poem', 'I am not a language model');

  const processes = window.processes();
  await window.quit();
  await untilGone(processes);
});

test('a conversation moves between agents, and its thread stays', async ({ api, launch }) => {
  const window = await launch();
  const { thread } = window;
  await window.newConversation();
  const choose = async (name: RegExp) => {
    await window.page.getByRole('button', { name: /^Model:/ }).click();
    await window.page.getByRole('menuitemradio', { name }).click();
  };
  await choose(/^Code guide/);
  await window.ask('help', 'What you can ask');
  await choose(/^Gemini 2\.5 Flash(?!-)/);
  api.reply(say('It is a list of questions.'));
  await window.ask('What was that?', 'It is a list of questions.');
  await expect(thread).toContainText('What you can ask');
  expect(JSON.stringify(api.streams[0]?.contents)).toContain('What you can ask');
  await choose(/^Code guide/);
  await window.ask('thanks', 'You are welcome');
});
