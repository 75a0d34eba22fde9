import { keepCodeMapOpen, openOwnCodeMap } from './code-map-project.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'code-map-lists',
  async show(window, { projectFolder }) {
    const { page } = window;
    await openOwnCodeMap(window, projectFolder);
    await page.getByRole('tab', { name: /Unused/ }).click();
    await page
      .getByRole('tabpanel', { name: /Unused/ })
      .getByRole('listitem')
      .first()
      .waitFor();
  },
  afterResize: keepCodeMapOpen,
};

export default scene;
