import { callTools, say } from '#tests/support/gemini-api-server/index.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'high-contrast',
  async show({ page, newConversation, ask, send }, { api }) {
    await newConversation();
    api.reply(say('# Plan\n\nRead `parser.ts` first.\n\n```ts\nconst answer = 42;\n```\n'));
    await ask('Where do I begin?', 'Plan');
    api.reply(callTools({ name: 'run_shell_command', args: { command: 'npm test' } }), say('Fine.'));
    await send('Run the tests');
    await page.getByRole('button', { name: /^Allow once/ }).waitFor();
    await page.keyboard.press('Control+Shift+P');
    await page.getByRole('combobox', { name: 'Commands' }).fill('high contrast');
    await page.keyboard.press('Enter');
    await page.locator('html[data-contrast="high"]').waitFor();
    await page.keyboard.press('Control+j');
  },
};

export default scene;
