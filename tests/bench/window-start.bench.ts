/** How long until the window could be shown, against an Electron app that does nothing else. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { type BenchContext, type Benchmark, sample } from '#scripts/bench/benchmark.mjs';

const RUNS = 7;
const parts = join(import.meta.dirname, 'window-start');

/** Milliseconds from the start of the process to the window's first complete picture. */
async function windowStart(
  { electron, electronSwitches, temporaryFolder }: BenchContext,
  program: string,
  dataFolder?: string,
): Promise<number> {
  const data = dataFolder ?? (await mkdtemp(join(temporaryFolder, 'data-')));
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const args = ['-r', join(parts, 'report-ready.cjs'), ...electronSwitches, `--user-data-dir=${data}`, program];
  const startedAt = performance.now();
  const child = spawn(electron, args, { env: { ...env, AGENT_MANAGER_DATA_DIR: data }, stdio: ['ignore', 'pipe', 'ignore'] });
  let output = '';
  for await (const chunk of child.stdout.setEncoding('utf8')) {
    output += chunk;
    if (output.includes('WINDOW_READY')) break;
  }
  const elapsed = performance.now() - startedAt;
  if (!output.includes('WINDOW_READY')) throw new Error(`${program} ended without a window (exit code ${child.exitCode})`);
  child.kill('SIGTERM');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return elapsed;
}

const benchmark: Benchmark = {
  name: 'window-start',
  async run(context) {
    const minimal = join(parts, 'minimal-app.cjs');
    const usedData = await mkdtemp(join(context.temporaryFolder, 'used-'));
    await windowStart(context, minimal); // The first start of all reads Electron from disk.
    await windowStart(context, context.root, usedData);
    const floor = await sample(RUNS, () => windowStart(context, minimal));
    const again = await sample(RUNS, () => windowStart(context, context.root, usedData));
    const first = await sample(RUNS, () => windowStart(context, context.root));
    const against = { unit: 'ms', floor: 'minimal Electron window' };
    return {
      rows: [
        { name: 'minimal Electron window', value: floor.median, unit: 'ms' },
        { name: 'start to window, data folder in use', value: again.median, ratio: again.median / floor.median, ...against },
        { name: 'start to window, first start ever', value: first.median, ratio: first.median / floor.median, ...against },
      ],
    };
  },
};

export default benchmark;
