import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scene } from './scene.ts';
import { chooseFiles, openDataSettings, seedYears } from './years-of-data.ts';

const TITLES = [
  'Ported the scanner',
  'Why is the build slow on Mondays, and only on Mondays? An investigation in three parts',
  '日本語の検索',
  'Colours',
];

const scene: Scene = {
  name: 'data-import',
  prepare: seedYears,
  async show(window, { dataFolder }) {
    const files = TITLES.map((summary, index) => {
      const file = join(dataFolder, `session-${index}.jsonl`);
      const time = `2026-0${index + 2}-01T10:00:00Z`;
      const lines = [
        { sessionId: `s${index}`, projectHash: 'h', startTime: time, lastUpdated: time, summary },
        ...Array.from({ length: 4 + 6 * index }, (_, turn) => ({
          id: `m${turn}`,
          timestamp: time,
          type: turn % 2 === 0 ? 'user' : 'gemini',
          content: 'Words',
        })),
      ];
      writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      return file;
    });
    await chooseFiles(window, files);
    const data = await openDataSettings(window);
    await data.getByRole('button', { name: 'Import…' }).click();
    await window.page.getByRole('button', { name: 'Import 4 conversations' }).waitFor();
  },
};

export default scene;
