/** Stop works in every phase of a turn, and the conversation goes on after it. */
import { type AppWindow, expect, test } from '#tests/support/app/app-window.ts';
import { answer, callTools, type GeminiApiServer, gate, rateLimit, say } from '#tests/support/gemini-api-server/index.ts';

/** Brings a turn to a phase and says by which words the phase is known. */
const PHASES: { name: string; begin: (api: GeminiApiServer) => void; isReached: (window: AppWindow) => Promise<void> }[] = [
  {
    name: 'before the first byte of the answer',
    begin: (api) => api.reply({ steps: [gate()] }),
    isReached: (window) => expect(window.thread).toContainText('Waiting for Gemini'),
  },
  {
    name: 'in the middle of the answer',
    begin: (api) => api.reply(answer(['Some words', gate()])),
    isReached: (window) => expect(window.thread.getByText('Some words').last()).toBeVisible(),
  },
  {
    name: 'while it waits to try again',
    begin: (api) => api.reply(rateLimit({ retryDelay: '50s' })),
    isReached: (window) => expect(window.thread).toContainText(/Trying again in \d+ s/),
  },
  {
    name: 'while an approval is open',
    begin: (api) => api.reply(callTools({ name: 'run_shell_command', args: { command: 'touch never' } })),
    isReached: (window) => expect(window.page.getByRole('region', { name: 'Approvals' })).toContainText('touch never'),
  },
  {
    name: 'while a command runs',
    begin: (api) => api.reply(callTools({ name: 'run_shell_command', args: { command: 'echo begun; sleep 1000' } })),
    async isReached(window) {
      await window.page.getByRole('button', { name: /^Allow once/ }).click();
      await expect.poll(() => window.commandLines().some((line) => line.includes('sleep 1000'))).toBe(true);
    },
  },
];

test('Stop ends a turn in every phase, leaves nothing running, and the next turn works', async ({ api, launch }) => {
  const window = await launch();
  await window.newConversation();

  await test.step('while the agent starts', async () => {
    await window.send('Never answered');
    await window.stopButton.click();
    await expect(window.stopButton).toHaveCount(0);
    await expect(window.thread).toContainText('Stopped by you.');
    expect(api.streams).toHaveLength(0);
  });

  for (const [index, { name, begin, isReached }] of PHASES.entries()) {
    await test.step(name, async () => {
      begin(api);
      await window.send(`Task ${index}`);
      await isReached(window);
      await window.stopButton.click();
      await expect(window.stopButton).toHaveCount(0, { timeout: 5_000 });
      await expect(window.page.getByRole('region', { name: 'Approvals' }).getByRole('region')).toHaveCount(0);
      expect(window.commandLines().filter((line) => line.includes('sleep 1000'))).toEqual([]);
      api.reply(say(`Going on after ${index}.`));
      await window.ask(`Go on ${index}`, `Going on after ${index}.`);
    });
  }
  await expect(window.thread.getByText('Stopped by you.').last()).toBeVisible();

  await test.step('Escape twice in the composer stops, once does not', async () => {
    await window.newConversation();
    api.reply(answer(['Some words', gate()]));
    await window.send('Task');
    await expect(window.thread).toContainText('Some words');
    await window.composer.press('Escape');
    await expect(window.page.getByText('Press Esc again to stop')).toBeVisible();
    await expect(window.stopButton).toBeVisible();
    await window.composer.press('Escape');
    await expect(window.stopButton).toHaveCount(0);
    await expect(window.thread).toContainText('Stopped by you.');
  });
});
