/** Room in the model's context: where a prompt no longer fits, from the meter, and as a command. */
import { expect, test } from '#tests/support/app/app-window.ts';
import { answer, fail, say } from '#tests/support/gemini-api-server/index.ts';

const TOO_LONG = fail(400, 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).');
const usage = (promptTokenCount: number) => ({
  usage: { promptTokenCount, candidatesTokenCount: 10, totalTokenCount: promptTokenCount + 10 },
});
const facts = Array.from({ length: 100 }, (_, number) => `Ship ${number * number} floats. `).join('');

test('a prompt that does not fit is answered after one click; the meter and /compress make room before it comes to that', async ({
  api,
  launch,
}) => {
  api.generateWith(() => '<state_snapshot>They talked about ships.</state_snapshot>');
  const window = await launch();
  const { page, thread } = window;
  await window.newConversation();
  api.reply(say(facts), answer(['Done.'], usage(300_000)));
  await window.ask('Tell me about ships', 'Ship 9801 floats.');
  await window.ask('More', 'Done.');
  api.reply(TOO_LONG, answer(['It fits now.'], usage(40_000)));
  await window.send('And one more thing');
  const notices = thread.getByText(/its beginning is now a summary/);
  await thread.getByRole('button', { name: 'Make room' }).click();
  await expect(thread).toContainText('It fits now.');
  await expect(notices).toHaveCount(1);

  const meter = page.getByRole('button', { name: /^Context: 40k of/ });
  await meter.click();
  await page.getByRole('dialog', { name: 'Usage and cost' }).getByRole('button', { name: 'Make room' }).click();
  await expect(notices).toHaveCount(2);
  await expect(window.stopButton).toHaveCount(0);
  await expect(meter).toHaveCount(0);

  api.reply(answer(['Still here.'], usage(50_000)));
  await window.ask('Go on', 'Still here.');
  await window.send('/compress');
  await expect(notices).toHaveCount(3);
  await expect(thread).not.toContainText('/compress');
});
