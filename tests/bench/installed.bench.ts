/** What `npm run dist -- dir` packed: its size against Electron's own, and its start against a bare window of the same Electron. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, lstatSync, readdirSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { chromium } from '@playwright/test';
import { type BenchContext, type Benchmark, sample } from '#scripts/bench/benchmark.mjs';

const RUNS = 5;
const MEGABYTE = 2 ** 20;

function sizeOf(path: string): number {
  const facts = lstatSync(path);
  if (!facts.isDirectory()) return facts.size;
  return readdirSync(path).reduce((total, name) => total + sizeOf(join(path, name)), 0);
}

/** Milliseconds from the start of the process to the first page that shows `selector`. The shipped fuses let nobody look from inside. */
async function startOf(context: BenchContext, command: readonly string[], selector: string, dataFolder?: string): Promise<number> {
  const data = dataFolder ?? (await mkdtemp(join(context.temporaryFolder, 'data-')));
  const [program = '', ...args] = command;
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const switches = [...context.electronSwitches, '--disable-gpu', '--remote-debugging-port=0', `--user-data-dir=${data}`];
  const startedAt = performance.now();
  const child = spawn(program, [...switches, ...args], {
    env: { ...env, AGENT_MANAGER_DATA_DIR: data },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const browser = await chromium.connectOverCDP(await debuggingAddress(child));
    const [context0] = browser.contexts();
    const page = context0?.pages()[0] ?? (await context0?.waitForEvent('page'));
    await page?.locator(selector).first().waitFor({ state: 'attached' });
    return performance.now() - startedAt;
  } finally {
    child.kill('SIGTERM');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }
}

async function debuggingAddress(child: ChildProcess): Promise<string> {
  let words = '';
  for await (const text of child.stderr?.setEncoding('utf8') ?? []) {
    words += text;
    const address = /DevTools listening on (ws:\S+)/.exec(words)?.[1];
    if (address === undefined) continue;
    return address;
  }
  throw new Error(`It ended without a window: ${words}`);
}

const benchmark: Benchmark = {
  name: 'installed',
  async run(context) {
    const packed = join(context.root, 'release', 'linux-unpacked');
    const program = join(packed, 'agent-manager');
    if (!existsSync(program)) throw new Error('Nothing is packed. Run “npm run dist -- dir” first.');
    const packedMegabytes = sizeOf(packed) / MEGABYTE;
    const electronMegabytes = sizeOf(dirname(context.electron)) / MEGABYTE;

    const minimal = [context.electron, join(import.meta.dirname, 'window-start', 'minimal-app.cjs')];
    const usedData = await mkdtemp(join(context.temporaryFolder, 'used-'));
    await startOf(context, minimal, 'p'); // The first start of all reads the programs from disk.
    await startOf(context, [program], 'nav', usedData);
    const floor = await sample(RUNS, () => startOf(context, minimal, 'p'));
    const again = await sample(RUNS, () => startOf(context, [program], 'nav', usedData));
    const first = await sample(RUNS, () => startOf(context, [program], 'nav'));
    const against = { unit: 'ms', floor: 'minimal Electron window' };
    return {
      rows: [
        { name: 'Electron’s own folder', value: electronMegabytes, unit: 'MB' },
        {
          name: 'installed',
          value: packedMegabytes,
          unit: 'MB',
          ratio: packedMegabytes / electronMegabytes,
          floor: 'Electron’s own folder',
        },
        { name: 'minimal Electron window', value: floor.median, unit: 'ms' },
        { name: 'start to sidebar, data folder in use', value: again.median, ratio: again.median / floor.median, ...against },
        { name: 'start to sidebar, first start ever', value: first.median, ratio: first.median / floor.median, ...against },
      ],
    };
  },
};

export default benchmark;
