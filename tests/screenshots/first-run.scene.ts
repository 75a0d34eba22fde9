import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'first-run',
  env: { GEMINI_API_KEY: '' },
  async show({ page }) {
    await page.getByRole('heading', { name: /Welcome/ }).waitFor();
  },
};

export default scene;
