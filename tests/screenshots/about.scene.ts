import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'about',
  async show({ page }) {
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('tab', { name: 'Data' }).click();
    await page.getByRole('button', { name: /^Agent Manager \d/ }).click();
    const about = page.getByRole('dialog', { name: 'About Agent Manager' });
    await about.getByText('better-sqlite3').click();
  },
};

export default scene;
