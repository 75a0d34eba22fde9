/**
 * A history of years in the real window: its start, the long conversation opened and scrolled, the sidebar. Times are those of the window's own
 * thread, from Chromium's trace. `npm run bench -- scale-window`
 */
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import type { Benchmark } from '#scripts/bench/benchmark.mjs';
import { type AppWindow, launchApp } from '#tests/support/app/app-window.ts';
import { LONG_TITLE } from './history/plan.ts';
import { Rows } from './renderer/rows.ts';
import { ascending, percentile, traced } from './renderer/trace.ts';
import { prepareYears, SHORT_TITLE } from './renderer/years.ts';

const WHEEL_TURNS = 150;
const FRAME_MS = 1000 / 60;

/** As long as a hand rests on what it is about to click, at least. */
const HAND_MS = 120;

/** Milliseconds from the click of a mouse on a conversation to the frame that shows its messages. */
async function openTime({ page }: AppWindow, row: Locator, hasHand = true): Promise<number> {
  await row.scrollIntoViewIfNeeded();
  if (hasHand) {
    await row.hover();
    await page.waitForTimeout(HAND_MS);
  }
  await page.evaluate(() => {
    const shownAt = new Promise<number>((resolve) => {
      addEventListener(
        'click',
        ({ timeStamp }) => {
          const before = document.querySelector('[data-thread-scroller]');
          const look = () => {
            const shown = document.querySelector('[data-thread-scroller]');
            // The callback after the next one is called when the frame with the messages has been handed over.
            if (shown !== null && shown !== before && shown.querySelector('article') !== null)
              requestAnimationFrame(() => resolve(performance.now() - timeStamp));
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        },
        { once: true, capture: true },
      );
    });
    Object.assign(globalThis, { benchOpened: shownAt });
  });
  if (hasHand) await row.click();
  else await row.evaluate((element) => (element as HTMLElement).click());
  const ms = await page.evaluate(() => (globalThis as unknown as { benchOpened: Promise<number> }).benchOpened);
  await page.waitForTimeout(SETTLE_MS);
  return ms;
}

/** What the window does after an opening (what stands further up, folders, changes) must not be part of the next. */
const SETTLE_MS = 400;
/** More than the window keeps ready: whatever is opened after so many others is loaded again. */
const OTHERS = 9;
const LONG_OPENINGS = 3;

interface Openings {
  first: number;
  short: number;
  long: number;
  /** Nothing pointed at it before, as from a notification. */
  unprepared: number;
}

/** The first of all, the middle of ordinary ones, the middle of the long one's. */
async function openTimes(window: AppWindow): Promise<Openings> {
  const first = await openTime(window, window.row(SHORT_TITLE).first());
  const [short, long, unprepared]: [number[], number[], number[]] = [[], [], []];
  const rows = window.page.getByRole('navigation').locator('[id^="conversation-"]');
  for (let round = 0; round < LONG_OPENINGS; round += 1) {
    // The first rows are the one shown at the start, the short and the long one.
    for (let other = 3; other < 3 + OTHERS; other += 1) short.push(await openTime(window, rows.nth(other)));
    long.push(await openTime(window, window.row(LONG_TITLE).first()));
    unprepared.push(await openTime(window, rows.nth(3), false));
  }
  return {
    first,
    short: percentile(ascending(short), 0.5),
    long: percentile(ascending(long), 0.5),
    unprepared: percentile(ascending(unprepared), 0.5),
  };
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

      const open = await openTimes(window);
      rows.add('open the first conversation of all, to the painted messages', open.first, 'ms');
      rows.add('open a short conversation', open.short, 'ms');
      rows.add('open the one of 100,000 messages', open.long, 'ms', { name: 'short conversation', value: open.short });
      rows.add('open one that nothing pointed at before', open.unprepared, 'ms', { name: 'short conversation', value: open.short });
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
