import { keepCodeMapOpen, openCodeMap } from './code-map-project.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'code-map-no-python',
  env: { PATH: '/nothing-here' },
  async show(window, { projectFolder }) {
    await openCodeMap(window, projectFolder);
    await window.page.getByRole('complementary', { name: 'Inspector' }).getByRole('alert').waitFor();
  },
  afterResize: keepCodeMapOpen,
};

export default scene;
