import { keepCodeMapOpen, openOwnCodeMap } from './code-map-project.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'code-map-changes',
  async show(window, { projectFolder }) {
    const { page } = window;
    await openOwnCodeMap(window, projectFolder);
    await page
      .getByRole('tablist', { name: 'Code map lists' })
      .getByRole('tab', { name: /Changes/ })
      .click();
    await page.getByRole('button', { name: 'Show on the map' }).click();
    await page.locator('[data-scene^="folder:files"]').waitFor();
  },
  afterResize: keepCodeMapOpen,
};

export default scene;
