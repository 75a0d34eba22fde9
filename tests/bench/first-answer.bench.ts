/**
 * A newcomer without an account: from the first window on an empty data folder to the Code guide's first answer about a project, with this
 * program's own sources as the project. `npm run bench -- first-answer`
 */
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { type Benchmark, sample } from '#scripts/bench/benchmark.mjs';
import { expect, launchApp } from '#tests/support/app/app-window.ts';

const RUNS = 3;

/** Milliseconds from the start of the program to its first window, and from there to the end of the answer. */
type FirstAnswer = { windowMs: number; answerMs: number };

async function firstAnswer(root: string, dataFolder: string): Promise<FirstAnswer> {
  const startedAt = performance.now();
  const window = await launchApp({ dataFolder, env: { GEMINI_API_KEY: '', GOOGLE_GEMINI_BASE_URL: '' } });
  try {
    const { page } = window;
    await page.getByRole('heading', { name: /Welcome/ }).waitFor();
    const shownAt = performance.now();
    await window.app.evaluate(({ dialog }, folder) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
    }, root);
    await page.getByRole('button', { name: 'Choose a project…' }).click();
    await page.getByRole('button', { name: /^Map this project/ }).click();
    await window.composer.press('Enter');
    await expect(window.thread).toContainText('source files', { timeout: 60_000 });
    await window.stopButton.waitFor({ state: 'detached' });
    return { windowMs: shownAt - startedAt, answerMs: performance.now() - shownAt };
  } finally {
    await window.app.close();
  }
}

const benchmark: Benchmark = {
  name: 'first-answer',
  async run({ root, temporaryFolder }) {
    const runs: FirstAnswer[] = [];
    const answer = await sample(RUNS, async () => {
      const run = await firstAnswer(root, await mkdtemp(join(temporaryFolder, 'data-')));
      runs.push(run);
      return run.answerMs;
    });
    const windowMs = runs.map((run) => run.windowMs).sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? Number.NaN;
    const minute = { name: 'one minute', value: 60_000, unit: 'ms' };
    return {
      rows: [
        { name: 'program start to the first window', value: windowMs, unit: 'ms' },
        minute,
        {
          name: 'first window to the first answer, without an account',
          value: answer.median,
          unit: 'ms',
          ratio: answer.median / minute.value,
          floor: minute.name,
        },
      ],
    };
  },
};

export default benchmark;
