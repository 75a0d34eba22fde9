/**
 * The overview of a thousand conversations in the real window: opened, scrolled, walked by keyboard. Frames and tasks are those of the window's
 * own thread, from Chromium's trace. `npm run bench -- overview`
 */
import { join } from 'node:path';
import type { Benchmark } from '#scripts/bench/benchmark.mjs';
import { launchApp } from '#tests/support/app/app-window.ts';
import { addConversation, seedDatabase } from '#tests/support/app/seed-database.ts';
import { Rows } from './renderer/rows.ts';
import { percentile, traced } from './renderer/trace.ts';

const CONVERSATIONS = 1_000;
const FRAME_MS = 1000 / 60;
const STEPS = 120;

const benchmark: Benchmark = {
  name: 'overview',
  async run({ temporaryFolder }) {
    const rows = new Rows();
    const dataFolder = join(temporaryFolder, 'data');
    seedDatabase(dataFolder, (database) =>
      database.transaction(() => {
        for (let number = 0; number < CONVERSATIONS; number += 1) {
          const words = {
            prompt: `What of order ${number}?`,
            answer: `Order ${number} is on its way, with everything that belongs to it.`,
          };
          const id = addConversation(database, { title: `Order ${number}`, turns: 1, words: () => words });
          if (number % 5 === 0) database.conversations.setUnread(id, true);
        }
      }),
    );
    const window = await launchApp({ dataFolder });
    const { page } = window;
    const trace = (work: () => Promise<void>) => traced(window, temporaryFolder, work);
    const list = page.getByRole('listbox', { name: 'Conversations by state' });
    try {
      await window.row(`Order ${CONVERSATIONS - 1}`).waitFor();
      const idle = await trace(() => page.waitForTimeout(1_000));
      const idleFrameMs = Math.max(FRAME_MS, percentile(idle.frames, 0.5));
      rows.add('idle window: frame, p50', idleFrameMs, 'ms');
      const open = async () => {
        await page.keyboard.press('Control+Shift+o');
        await list.getByRole('option').first().waitFor();
      };
      rows.addTrace('open it', await trace(open), idleFrameMs);
      const scroll = async () => {
        await list.hover();
        for (let step = 0; step < STEPS; step += 1) await page.mouse.wheel(0, 400);
      };
      rows.addTrace('scroll it', await trace(scroll), idleFrameMs);
      const walk = async () => {
        await page.keyboard.press('Home');
        for (let step = 0; step < STEPS; step += 1) await page.keyboard.press('ArrowDown');
      };
      rows.addTrace('walk down by keyboard', await trace(walk), idleFrameMs);
    } finally {
      await window.app.close();
    }
    return { rows: rows.rows };
  },
};

export default benchmark;
