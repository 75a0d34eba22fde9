/** What goes wrong is said in the thread in plain words, with the way out as a button that works. */
import { rmSync } from 'node:fs';
import { type AppWindow, expect, test } from '#tests/support/app/app-window.ts';
import { after, cutOff, fail, gate, invalidKey, malformed, type Reply, rateLimit, say } from '#tests/support/gemini-api-server/index.ts';

/** As many as the SDK asks in one turn, and more: each of its tries gets the same answer. */
const TRIES = 5;

const CASES: { name: string; reply: Reply; says: RegExp; button: string }[] = [
  { name: '400, a wrong key', reply: invalidKey(), says: /does not accept this API key/, button: 'Open settings' },
  { name: '400, a rejected request', reply: fail(400, 'Unable to process it.'), says: /rejected the request/, button: 'Show log' },
  { name: '401', reply: fail(401, 'Invalid credentials.'), says: /does not accept these credentials/, button: 'Open settings' },
  { name: '403', reply: fail(403, 'No permission.'), says: /refuses access/, button: 'Open settings' },
  { name: '404', reply: fail(404, 'Not found.'), says: /does not know this model/, button: 'Choose model' },
  { name: '500', reply: fail(500, 'Internal.'), says: /overloaded or failing/, button: 'Try again' },
  { name: '503', reply: fail(503, 'Overloaded.'), says: /overloaded or failing/, button: 'Try again' },
  { name: 'a cut socket', reply: cutOff('Half an ans'), says: /connection broke|ended before/, button: 'Try again' },
  { name: 'malformed events', reply: malformed('Half an ans'), says: /arrived damaged|connection broke/, button: 'Try again' },
];

const lastAnswer = (window: AppWindow) => window.thread.getByRole('article').last();

test('each failure of the provider is told in the thread with the button that helps, and the conversation goes on', async ({
  api,
  launch,
}) => {
  const window = await launch();
  await window.newConversation();
  for (const { name, reply, says, button } of CASES) {
    await test.step(name, async () => {
      api.reply(...Array(TRIES).fill(reply));
      await window.send(`Ask for ${name}`);
      const notice = lastAnswer(window).getByRole('alert');
      await expect(notice).toContainText(says, { timeout: 30_000 });
      await expect(window.stopButton).toHaveCount(0);
      api.dropReplies();
      await notice.getByRole('button', { name: button }).click();
      if (button === 'Open settings') {
        await expect(window.page.getByRole('dialog')).toContainText('Gemini');
        await window.page.keyboard.press('Escape');
        await expect(window.page.getByRole('dialog')).toHaveCount(0);
      }
      if (button === 'Choose model') {
        await window.page.getByRole('menuitemradio', { name: /Gemini 2\.5 Flash Quick/ }).click();
        await expect(window.page.getByRole('button', { name: /^Model: Gemini 2\.5 Flash/ })).toBeVisible();
      }
      if (button === 'Try again') {
        // Nothing was scripted for it: the server says 400 to what nobody expects.
        await expect(lastAnswer(window)).toContainText('2/2');
        await expect(window.stopButton).toHaveCount(0);
      }
    });
  }
  api.reply(say('All is well.'));
  await window.ask('And now?', 'All is well.');
});

test('a provider that asks for patience: the window says what it waits for and for how long, and then the button asks again', async ({
  api,
  launch,
}) => {
  const window = await launch();
  await window.newConversation();
  api.reply(...Array(TRIES).fill(rateLimit({ retryDelay: '3s' })));
  await window.send('Too much');
  const notice = lastAnswer(window).getByRole('alert');
  const waiting = notice.getByRole('button', { name: /^Wait \d s$/ });
  // The SDK tries a few times by itself, and waits before each.
  await expect(waiting).toBeDisabled({ timeout: 60_000 });
  const again = notice.getByRole('button', { name: 'Try again' });
  await expect(again).toBeEnabled();
  api.dropReplies();
  api.reply(say('Now there is room.'));
  await again.click();
  await expect(lastAnswer(window)).toContainText('Now there is room.');

  await test.step('a slow one', async () => {
    await window.newConversation();
    const held = gate();
    api.reply(after(held, say('At last.')));
    await window.send('Slowly');
    await expect(window.thread).toContainText(/Waiting for Gemini\s*[3-9] s/);
    held.open();
    await expect(lastAnswer(window)).toContainText('At last.');
  });
});

test('a project folder that is gone: the conversation is readable, the turn says so, and choosing another one helps', async ({
  api,
  launch,
  dataFolder,
  projectFolder,
}) => {
  const window = await launch();
  const choose = (folder: string) =>
    window.app.evaluate(({ dialog }, path) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
    }, folder);
  await choose(projectFolder);
  await window.newConversation();
  await window.page.getByRole('button', { name: 'Choose folder' }).first().click();
  api.reply(say('Seen it.'));
  await window.ask('Look around', 'Seen it.');
  await window.quit();
  rmSync(projectFolder, { recursive: true });

  const next = await launch();
  await next.app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
  }, dataFolder);
  await next.row('Look around').click();
  await expect(next.thread).toContainText('Seen it.');
  await next.send('Once more');
  await expect(lastAnswer(next).getByRole('alert')).toContainText('not there any more');
  await lastAnswer(next).getByRole('button', { name: 'Choose folder' }).click();
  await expect(next.stopButton).toHaveCount(0);
  api.reply(say('A new place.'));
  await next.ask('And here?', 'A new place.');
});
