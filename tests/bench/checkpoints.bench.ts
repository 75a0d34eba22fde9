/** What it costs to watch a project of 5,000 files around a command: time per snapshot, and what the main thread notices of it. */
import { lstatSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { ChangeFiles } from '#electron/changes/worker/change-files.ts';
import type { BenchContext, Benchmark, BenchRow } from '#scripts/bench/benchmark.mjs';
import { newChangeFiles } from '#tests/support/change-files.ts';
import { commitAll } from '#tests/support/projects/commit-all.ts';

const FILES = 5_000;
const FILES_PER_FOLDER = 50;
const REPEATS = 7;
/** About what a source file weighs. */
const CONTENT = 'export const value = compute(1, 2, 3);\n'.repeat(100);

const benchmark: Benchmark = {
  name: 'checkpoints',
  async run(_context: BenchContext) {
    // The thread keeps no process alive, and here nothing else does while it works.
    const alive = setInterval(() => {}, 60_000);
    const rows = [...(await measure({ git: true })), ...(await measure({ git: false }))];
    clearInterval(alive);
    return { rows };
  },
};
export default benchmark;

async function measure({ git }: { git: boolean }): Promise<BenchRow[]> {
  const root = mkdtempSync(join(tmpdir(), 'agent-manager-bench-checkpoints-'));
  const project = join(root, 'project');
  const files = makeProject(project);
  if (git) commitAll(project);
  const floorMs = timed(() => {
    for (const file of files) lstatSync(file, { bigint: true });
  });
  const thread = newChangeFiles();
  const watch = { thread, contentFolder: join(root, 'kept'), project };
  // Its start, once in the life of the app, is another figure.
  await thread.run('capture', { contentFolder: watch.contentFolder, file: files[0] ?? '', isDurable: false });
  const stalls = monitorEventLoopDelay({ resolution: 1 });
  stalls.enable();
  const first = await measureCommand(watch, 0);
  const later = [];
  for (let repeat = 1; repeat <= REPEATS; repeat++) later.push(await measureCommand(watch, repeat));
  stalls.disable();
  thread.close();
  rmSync(root, { recursive: true, force: true });
  const kind = git ? 'with git' : 'without git';
  const row = (name: string, value: number): BenchRow => ({
    name: `${kind}: ${name}`,
    value,
    unit: 'ms',
    ratio: value / floorMs,
    floor: `lstat of each, ${floorMs.toPrecision(3)} ms`,
  });
  return [
    row('before the first command', first.beforeMs),
    row('before a later command, p50', median(later.map(({ beforeMs }) => beforeMs))),
    row('after a command that changed a file, p50', median(later.map(({ afterMs }) => afterMs))),
    { name: `${kind}: longest stall of the main thread meanwhile`, value: stalls.max / 1e6, unit: 'ms' },
  ];
}

async function measureCommand(
  { thread, contentFolder, project }: { thread: ChangeFiles; contentFolder: string; project: string },
  nth: number,
) {
  const watchId = `watch-${nth}`;
  const from = performance.now();
  await thread.run('takeSnapshot', { contentFolder, watchId, folders: [project] });
  const ready = performance.now();
  writeFileSync(join(project, 'folder-1', 'file-1.ts'), `${CONTENT}// ${nth}\n`);
  const ended = performance.now();
  await thread.run('findChanges', { contentFolder, watchId });
  await thread.run('dropSnapshot', { contentFolder, watchId });
  return { beforeMs: ready - from, afterMs: performance.now() - ended };
}

function makeProject(project: string): string[] {
  return Array.from({ length: FILES }, (_, index) => {
    const folder = join(project, `folder-${Math.floor(index / FILES_PER_FOLDER)}`);
    if (index % FILES_PER_FOLDER === 0) mkdirSync(folder, { recursive: true });
    const file = join(folder, `file-${index % FILES_PER_FOLDER}.ts`);
    writeFileSync(file, `${CONTENT}// ${index}\n`);
    return file;
  });
}

function timed(work: () => void): number {
  const from = performance.now();
  work();
  return performance.now() - from;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
