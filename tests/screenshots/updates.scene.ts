import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'updates',
  async show({ page }) {
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('tab', { name: 'Updates' }).click();
  },
};

export default scene;
