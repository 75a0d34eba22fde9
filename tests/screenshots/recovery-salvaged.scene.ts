import { seedDamaged } from './recovery.scene.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'recovery-salvaged',
  into: 'recovery',
  prepare: seedDamaged,
  async show({ page }) {
    await page.getByRole('button', { name: 'Save what can be read' }).click();
    await page.getByRole('button', { name: 'Use what was saved' }).waitFor();
  },
};

export default scene;
