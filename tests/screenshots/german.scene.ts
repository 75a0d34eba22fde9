import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoAnswer } from '#tests/support/gemini-api-server/index.ts';
import type { Scene } from './scene.ts';

const scene: Scene = {
  name: 'german',
  prepare: (dataFolder) => writeFileSync(join(dataFolder, 'settings.json'), JSON.stringify({ language: 'de' })),
  async show({ page }, { api }) {
    api.answerWith((request) => demoAnswer({ ...request, lastText: 'How should I count matches in a big log?' }));
    await page.getByRole('button', { name: 'Neue Unterhaltung' }).first().click();
    const composer = page.getByRole('textbox', { name: 'Nachricht' });
    await composer.fill('Wie zähle ich Treffer in einem großen Protokoll?');
    await composer.press('Enter');
    await page.getByRole('log').getByRole('table').waitFor();
    await page.getByRole('button', { name: /^Anhalten/ }).waitFor({ state: 'detached' });
    await page.keyboard.press('Control+j');
  },
};

export default scene;
