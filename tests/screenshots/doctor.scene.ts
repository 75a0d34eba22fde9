import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'doctor',
  async show({ page }) {
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('tab', { name: 'Doctor' }).click();
    await page.getByRole('button', { name: 'Run again' }).waitFor({ timeout: 30_000 });
  },
};

export default scene;
