import { expect } from '#tests/support/app/app-window.ts';
import { say } from '#tests/support/gemini-api-server/index.ts';
import type { Scene } from './scene.ts';

const TALKS = [
  ['Why does the parser fail on nested brackets?', 'The parser keeps its stack between calls. Reset it before the first token.'],
  ['Write release notes for March', 'The largest change: the parser reads files of any size in one pass.'],
  ['Parser benchmarks', 'Four runs of each file, the slowest left out.'],
] as const;

const scene: Scene = {
  name: 'search',
  async show({ page, newConversation, ask }, { api }) {
    for (const [prompt, answer] of TALKS) {
      await newConversation();
      api.reply(say(answer));
      await ask(prompt, answer);
    }
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search conversations' }).fill('parser');
    await expect(page.getByRole('option').locator('mark').first()).toBeVisible();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
  },
};

export default scene;
