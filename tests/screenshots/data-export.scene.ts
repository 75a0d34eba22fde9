import type { Scene } from './scene.ts';
import { openDataSettings, seedYears } from './years-of-data.ts';

const scene: Scene = {
  name: 'data-export',
  prepare: seedYears,
  async show(window) {
    const data = await openDataSettings(window);
    await data.getByRole('button', { name: 'Export…' }).click();
    await window.page.getByRole('radio', { name: 'Markdown' }).click();
  },
};

export default scene;
