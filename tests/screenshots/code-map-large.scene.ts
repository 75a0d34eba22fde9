import { keepCodeMapOpen, openOwnCodeMap } from './code-map-project.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'code-map-large',
  async show(window, { projectFolder }) {
    const { page } = window;
    await openOwnCodeMap(window, projectFolder);
    await page.getByRole('button', { name: 'Expand' }).click();
    const large = page.getByRole('dialog', { name: 'Code map' });
    await large.getByRole('radio', { name: 'All files' }).click();
    await large.locator('[data-scene^="folder:files"]').waitFor();
    await page.getByRole('combobox', { name: 'Find a file or definition' }).fill('bridge-manager.ts');
    await large
      .getByRole('option', { name: /bridge-manager\.ts/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
  },
  afterResize: keepCodeMapOpen,
};

export default scene;
