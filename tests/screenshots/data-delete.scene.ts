import type { Scene } from './scene.ts';
import { openDataSettings, seedYears } from './years-of-data.ts';

const scene: Scene = {
  name: 'data-delete',
  prepare: seedYears,
  async show(window) {
    const data = await openDataSettings(window);
    await data.getByRole('button', { name: 'Delete all…' }).click();
    await window.page.getByRole('list', { name: 'What is deleted' }).waitFor();
    await window.page.getByRole('textbox', { name: /^Type/ }).fill('delete');
  },
};

export default scene;
