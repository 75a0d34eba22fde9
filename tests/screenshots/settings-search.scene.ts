import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'settings-search',
  async show({ page }) {
    await page.keyboard.press('Control+,');
    await page.getByRole('textbox', { name: 'Search settings' }).fill('agents');
  },
};

export default scene;
