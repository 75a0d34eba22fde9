import { expect } from '#tests/support/app/app-window.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'quick-composer',
  async show({ page }) {
    // The same page as the small window shows; the picture is of the window that every scene has.
    await page.goto('app://window/index.html?quick');
    const field = page.getByRole('textbox', { name: 'Message' });
    await expect(field).toBeFocused();
    await field.fill('Why does the nightly build fail since Tuesday? Look at the last three runs.');
  },
};

export default scene;
