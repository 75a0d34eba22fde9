import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'shortcuts',
  async show({ page }) {
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: 'Shortcuts' }).click();
    await page.getByRole('button', { name: 'Change keys of New conversation' }).click();
    await page.keyboard.press('Control+k');
    await page.getByRole('button', { name: 'Use them here' }).waitFor();
  },
};

export default scene;
