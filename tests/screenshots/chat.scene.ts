import { demoAnswer } from '#tests/support/gemini-api-server/index.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'chat',
  docs: { themes: ['light', 'dark'], size: { width: 1440, height: 900 } },
  async show(window, { api }) {
    for (const prompt of ['Which formula sums the first n numbers?', 'How should I count matches in a big log?']) {
      // By the prompt alone: what the bridge sends around it on the first turn has words of its own.
      api.answerWith((request) => demoAnswer({ ...request, lastText: prompt }));
      await window.newConversation();
      await window.send(prompt);
      await window.thread.getByRole('article').nth(1).waitFor();
      await window.page.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached' });
    }
    // The code is coloured by a worker, a moment after it is shown.
    await window.thread.locator('pre [class*="keyword"]').first().waitFor();
  },
};

export default scene;
