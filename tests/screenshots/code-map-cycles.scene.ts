import { keepCodeMapOpen, openOwnCodeMap } from './code-map-project.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'code-map-cycles',
  async show(window, { projectFolder }) {
    const { page } = window;
    await openOwnCodeMap(window, projectFolder);
    await page.getByRole('tab', { name: /Cycles/ }).click();
    await page.getByRole('button', { name: 'Show on the map' }).first().click();
    await page.locator('[data-scene^="folder:files"]').waitFor();
  },
  afterResize: keepCodeMapOpen,
};

export default scene;
