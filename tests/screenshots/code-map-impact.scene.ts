import { flyTo, keepCodeMapOpen, openOwnCodeMap } from './code-map-project.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'code-map-impact',
  async show(window, { projectFolder }) {
    const { page } = window;
    await openOwnCodeMap(window, projectFolder);
    await flyTo(window, 'settlesWithin');
    await page.getByRole('region', { name: 'Chosen' }).getByRole('button', { name: 'Impact' }).click();
    await page.locator('[data-scene^="impact"]').waitFor();
  },
  afterResize: keepCodeMapOpen,
};

export default scene;
