import { say } from '#tests/support/gemini-api-server/index.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'commands',
  docs: { themes: ['light', 'dark'], size: { width: 900, height: 700 } },
  async show({ page, newConversation, ask }, { api }) {
    await newConversation();
    api.reply(say('Hello.'));
    await ask('Say hello', 'Hello.');
    await page.keyboard.press('Control+Shift+P');
    await page.getByRole('option').first().waitFor();
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowDown');
  },
};

export default scene;
