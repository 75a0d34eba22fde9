import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'prices',
  async show({ page }) {
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('tab', { name: 'Prices' }).click();
    await page.getByLabel('Input price of gemini-2.5-pro', { exact: true }).fill('1.1');
  },
};

export default scene;
