import { flyTo, keepCodeMapOpen, openOwnCodeMap } from './code-map-project.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'code-map-calls',
  async show(window, { projectFolder }) {
    const { page } = window;
    await openOwnCodeMap(window, projectFolder);
    await page.getByRole('button', { name: 'Expand' }).click();
    await flyTo(window, 'createSidecarProcess');
    await page.getByRole('region', { name: 'Chosen' }).getByRole('button', { name: 'Calls' }).click();
    await page.locator('[data-scene^="calls"]').waitFor();
  },
  afterResize: keepCodeMapOpen,
};

export default scene;
