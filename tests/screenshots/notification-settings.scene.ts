import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'notification-settings',
  async show({ page }) {
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: 'Notifications' }).click();
    await page.getByText('An agent needs your approval').waitFor();
  },
};

export default scene;
