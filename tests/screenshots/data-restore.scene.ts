import type { Scene } from './scene.ts';
import { openDataSettings, seedYears } from './years-of-data.ts';

const scene: Scene = {
  name: 'data-restore',
  prepare: seedYears,
  async show(window) {
    const data = await openDataSettings(window);
    await data
      .getByRole('button', { name: /^Restore the backup/ })
      .nth(2)
      .click();
    await window.page.getByRole('list', { name: 'Goes away' }).waitFor();
  },
};

export default scene;
