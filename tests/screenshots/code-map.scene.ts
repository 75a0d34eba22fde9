import { keepCodeMapOpen, openOwnCodeMap } from './code-map-project.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'code-map',
  docs: { themes: ['light', 'dark'], size: { width: 1440, height: 900 } },
  async show(window, { projectFolder }) {
    await openOwnCodeMap(window, projectFolder);
    await window.page
      .getByRole('tabpanel', { name: 'List' })
      .getByRole('option', { name: /platform/ })
      .click();
    await window.page.getByRole('region', { name: 'Chosen' }).waitFor();
  },
  afterResize: keepCodeMapOpen,
};

export default scene;
