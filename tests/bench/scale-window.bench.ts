/**
 * A history of years in the real window: its start, the long conversation opened and scrolled, the sidebar. Times are those of the window's own
 * thread, from Chromium's trace. `npm run bench -- scale-window`
 */
import { join } from 'node:path';
import type { Benchmark } from '#scripts/bench/benchmark.mjs';
import { type AppWindow, launchApp } from '#tests/support/app/app-window.ts';
import { LONG_TITLE } from './history/plan.ts';
import { Rows } from './renderer/rows.ts';
import { ascending, percentile, traced } from './renderer/trace.ts';
import { prepareYears, SHORT_TITLE } from './renderer/years.ts';

const WHEEL_TURNS = 150;
const FRAME_MS = 1000 / 60;

/** Milliseconds from the click on a conversation to the frame that shows its messages. */
async function openTime({ page, row }: AppWindow, title: string): Promise<number> {
  const id = await row(title).first().getAttribute('id');
  return page.evaluate(
    (rowId) =>
      new Promise<number>((resolve) => {
        const before = document.querySelector('[data-thread-scroller]');
        const startedAt = performance.now();
        document.getElementById(rowId ?? '')?.click();
        const look = () => {
          const shown = document.querySelector('[data-thread-scroller]');
          if (shown !== null && shown !== before && shown.querySelector('[role="article"], article') !== null)
            requestAnimationFrame(() => resolve(performance.now() - startedAt));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      }),
    id,
  );
}

/** Turns the wheel over an element, about once a frame. */
async function scroll({ page }: AppWindow, selector: string, pxPerTurn: number): Promise<void> {
  await page.locator(selector).hover();
  for (let turn = 0; turn < WHEEL_TURNS; turn += 1) await page.mouse.wheel(0, pxPerTurn);
}

async function startTimes(dataFolder: string, runs: number): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const startedAt = performance.now();
    const window = await launchApp({ dataFolder });
    times.push(performance.now() - startedAt);
    await window.app.close();
  }
  return percentile(ascending(times), 0.5);
}

const benchmark: Benchmark = {
  name: 'scale-window',
  async run(context) {
    const rows = new Rows();
    const dataFolder = prepareYears(context);
    const empty = { name: 'no conversations', value: await startTimes(join(context.temporaryFolder, 'empty'), 3) };
    rows.add('start to the sidebar, no conversations', empty.value, 'ms');
    rows.add('start to the sidebar, 10,000 conversations', await startTimes(dataFolder, 3), 'ms', empty);

    const window = await launchApp({ dataFolder });
    const trace = (work: () => Promise<void>) => traced(window, context.temporaryFolder, work);
    try {
      await window.row(SHORT_TITLE).waitFor();
      const idle = await trace(() => window.page.waitForTimeout(1_000));
      const idleFrameMs = Math.max(FRAME_MS, percentile(idle.frames, 0.5));
      rows.add('idle window: frame, p50', idleFrameMs, 'ms');

      const short = { name: 'short conversation', value: await openTime(window, SHORT_TITLE) };
      rows.add('open a short conversation, to the painted messages', short.value, 'ms');
      rows.add('open the one of 100,000 messages', await openTime(window, LONG_TITLE), 'ms', short);
      rows.addTrace('scroll it up', await trace(() => scroll(window, '[data-thread-scroller]', -120)), idleFrameMs);
      rows.addTrace('scroll the sidebar', await trace(() => scroll(window, 'nav[aria-label="Conversations"]', 400)), idleFrameMs);
      const typed = await trace(() => window.page.getByLabel('Search by title').pressSequentially('topic 7', { delay: 60 }));
      rows.addTrace('title search in the sidebar', typed, idleFrameMs);
      await window.page.keyboard.press('Control+k');
      const field = window.page.getByRole('combobox', { name: 'Search conversations' });
      const searched = await trace(async () => {
        await field.pressSequentially('kalomi verde', { delay: 60 });
        await window.page.getByRole('option').first().waitFor();
      });
      rows.addTrace('search in everything, as one types', searched, idleFrameMs);
    } finally {
      await window.app.close();
    }
    return { rows: rows.rows };
  },
};

export default benchmark;
