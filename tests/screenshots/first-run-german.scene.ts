import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'first-run-german',
  env: { GEMINI_API_KEY: '' },
  prepare: (dataFolder) => writeFileSync(join(dataFolder, 'settings.json'), JSON.stringify({ language: 'de' })),
  async show({ page }) {
    await page.getByRole('heading', { name: /Willkommen/ }).waitFor();
  },
};

export default scene;
