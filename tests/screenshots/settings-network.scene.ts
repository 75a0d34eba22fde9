import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'settings-network',
  async show({ page }) {
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: 'Network' }).click();
    await page.getByRole('combobox', { name: 'Proxy' }).selectOption('manual');
    const address = page.getByRole('textbox', { name: 'Address of the proxy' });
    await address.fill('http://proxy.example.org:8080');
    await address.press('Enter');
    await page.getByText('In use now: http://proxy.example.org:8080').waitFor();
  },
};

export default scene;
