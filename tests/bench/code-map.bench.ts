/**
 * The picture of a project with 5,000 files in the real window: drawn, moved, zoomed, pointed at, searched. Frames and tasks are those of the
 * window's own thread, from Chromium's trace, without a graphics card. `npm run bench -- code-map`
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Benchmark } from '#scripts/bench/benchmark.mjs';
import { type AppWindow, launchApp } from '#tests/support/app/app-window.ts';
import { addConversation, seedDatabase } from '#tests/support/app/seed-database.ts';
import { createRandom } from './history/random.ts';
import { Rows } from './renderer/rows.ts';
import { percentile, traced } from './renderer/trace.ts';

const FILES = 5_000;
const FILES_PER_FOLDER = 50;
const IMPORTS_PER_FILE = 3;
/** As many layers as a large project has; a file of one imports from those below it. */
const TIERS = 14;
const FRAME_MS = 1000 / 60;
const STEPS = 120;
/** A cold index of 5,000 files on a busy machine. */
const READING_MS = 180_000;
const TITLE = 'Five thousand files';

const folderOf = (file: number) => `part_${Math.floor(file / FILES_PER_FOLDER)}`;
const moduleOf = (file: number) => `${folderOf(file)}.file_${file}`;

/** Each folder has files of all tiers, each of which imports a few of lower ones. */
function writeProject(folder: string): void {
  const random = createRandom(5_000);
  for (let file = 0; file < FILES; file += 1) {
    const targets = new Set<number>();
    const tier = file % TIERS;
    while (tier > 0 && targets.size < IMPORTS_PER_FILE)
      targets.add(Math.floor((random() * FILES) / TIERS) * TIERS + Math.floor(random() * tier));
    const imports = [...targets].filter((target) => target < FILES);
    const lines = [
      ...imports.map((target) => `from ${moduleOf(target)} import run_${target}`),
      `def run_${file}(value):`,
      ...imports.map((target) => `    value = run_${target}(value)`),
      '    return value',
    ];
    if (file % FILES_PER_FOLDER === 0) mkdirSync(join(folder, folderOf(file)), { recursive: true });
    writeFileSync(join(folder, `${moduleOf(file).replace('.', '/')}.py`), `${lines.join('\n')}\n`);
  }
}

/** The middle of the picture. */
async function centre({ page }: AppWindow): Promise<{ x: number; y: number }> {
  const box = await page.locator('[data-scene] canvas').boundingBox();
  return { x: (box?.x ?? 0) + (box?.width ?? 0) / 2, y: (box?.y ?? 0) + (box?.height ?? 0) / 2 };
}

async function drag(window: AppWindow): Promise<void> {
  const { x, y } = await centre(window);
  await window.page.mouse.move(x, y);
  await window.page.mouse.down();
  for (let step = 1; step <= STEPS; step += 1) await window.page.mouse.move(x + 200 * Math.sin(step / 12), y + 120 * Math.cos(step / 9));
  await window.page.mouse.up();
}

async function zoom(window: AppWindow): Promise<void> {
  const { x, y } = await centre(window);
  await window.page.mouse.move(x, y);
  for (let step = 0; step < STEPS; step += 1) await window.page.mouse.wheel(0, step < STEPS / 2 ? -60 : 60);
}

async function point(window: AppWindow): Promise<void> {
  const { x, y } = await centre(window);
  for (let step = 0; step < STEPS; step += 1) await window.page.mouse.move(x - 300 + step * 5, y + 100 * Math.sin(step / 6));
}

async function walkList({ page }: AppWindow): Promise<void> {
  await page.getByRole('dialog', { name: 'Code map' }).getByRole('listbox').first().focus();
  for (let step = 0; step < STEPS / 2; step += 1) await page.keyboard.press('ArrowDown');
}

const benchmark: Benchmark = {
  name: 'code-map',
  async run({ temporaryFolder }) {
    const rows = new Rows();
    const projectFolder = join(temporaryFolder, 'project');
    const dataFolder = join(temporaryFolder, 'data');
    writeProject(projectFolder);
    seedDatabase(dataFolder, (database) => {
      const id = addConversation(database, { title: TITLE, turns: 1, words: () => ({ prompt: 'Hi', answer: 'Hello.' }) });
      database.conversations.update(id, { projectFolder });
    });
    const window = await launchApp({ dataFolder });
    const { page } = window;
    const trace = (work: () => Promise<void>) => traced(window, temporaryFolder, work);
    const scene = (key: string) => page.locator(`[data-scene^="${key}"]`).waitFor({ timeout: READING_MS });
    try {
      await window.row(TITLE).click();
      const idle = await trace(() => page.waitForTimeout(1_000));
      const idleFrameMs = Math.max(FRAME_MS, percentile(idle.frames, 0.5));
      rows.add('idle window: frame, p50', idleFrameMs, 'ms');
      const read = await trace(async () => {
        await page.getByRole('button', { name: 'Code map' }).click();
        await scene('folder:modules');
      });
      rows.addTrace('reading 5,000 files, to the picture of modules', read, idleFrameMs);
      await page.getByRole('button', { name: 'Expand' }).click();
      await page.getByRole('dialog', { name: 'Code map' }).getByRole('listbox').first().waitFor();
      const startedAt = performance.now();
      const drawn = await trace(async () => {
        await page.getByRole('radio', { name: 'All files' }).click();
        await scene('folder:files');
      });
      rows.add('from the click to the picture of 5,000 boxes', performance.now() - startedAt, 'ms');
      rows.addTrace('drawing it', drawn, idleFrameMs);
      for (const [name, work] of [
        ['move it', drag],
        ['zoom it', zoom],
        ['point at boxes', point],
        ['walk the list', walkList],
        ['move it, one box chosen', drag],
      ] as const)
        rows.addTrace(name, await trace(() => work(window)), idleFrameMs);
      const searched = await trace(async () => {
        const field = page.getByRole('combobox', { name: 'Find a file or definition' });
        await field.pressSequentially('run_4321', { delay: 40 });
        await page.getByRole('option', { name: 'run_4321' }).first().waitFor();
        await field.press('Enter');
        await scene('file:');
      });
      rows.addTrace('search and fly to a definition', searched, idleFrameMs);
    } finally {
      await window.app.close();
    }
    return { rows: rows.rows };
  },
};

export default benchmark;
