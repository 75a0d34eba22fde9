import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scene } from './scene.ts';
import { chooseFiles, openDataSettings, seedYears } from './years-of-data.ts';

const scene: Scene = {
  name: 'data',
  prepare: seedYears,
  async show(window, { dataFolder }) {
    const session = [
      {
        sessionId: 's',
        projectHash: 'h',
        startTime: '2026-05-01T10:00:00Z',
        lastUpdated: '2026-05-01T10:00:00Z',
        summary: 'Ported the scanner',
      },
      { id: 'u', timestamp: '2026-05-01T10:00:01Z', type: 'user', content: 'Port the scanner' },
      { id: 'g', timestamp: '2026-05-01T10:00:02Z', type: 'gemini', content: 'Done.' },
    ];
    const file = join(dataFolder, 'session-2026-05-01.jsonl');
    writeFileSync(file, session.map((line) => `${JSON.stringify(line)}\n`).join(''));
    await chooseFiles(window, [file]);
    const data = await openDataSettings(window);
    await data.getByRole('button', { name: 'Import…' }).click();
    await window.page.getByRole('button', { name: 'Import 1 conversation' }).click();
    await data.getByRole('list', { name: 'Imports' }).waitFor();
  },
};

export default scene;
