/**
 * What supervision costs: a supervised child against a bare pipe to the same child, how fast an end is told, and what the worst child can do
 * to the thread that reads it.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { childEnvironment } from '#platform/child-environment.ts';
import { createChildRegistry } from '#platform/child-registry.ts';
import { createGuard } from '#platform/guard.ts';
import { processTable } from '#platform/process-table.ts';
import { createSidecarProcess, type SidecarOptions, type SidecarProcess } from '#platform/sidecar-process.ts';
import type { BenchContext, Benchmark, BenchRow } from '#scripts/bench/benchmark.mjs';

type Child = SidecarProcess<unknown, unknown, unknown>;

const ROUND_TRIPS = 5000;
const FLOOD_EVENTS = 50_000;
const HUGE_LINE_BYTES = 100 * 1024 * 1024;
const environment = () => childEnvironment({ ELECTRON_RUN_AS_NODE: '1' });

const benchmark: Benchmark = {
  name: 'pipe',
  async run({ root, electron, temporaryFolder }: BenchContext) {
    const script = (name: string) => join(root, 'tests', 'fixtures', 'children', name);
    const make = (name: string, overrides: Partial<SidecarOptions<unknown, unknown, unknown>> = {}): Child =>
      createSidecarProcess<unknown, unknown, unknown>({
        label: name,
        command: electron,
        args: [script(name)],
        env: environment(),
        parse: parseFrame,
        ...overrides,
      });
    const raw = (name: string) => spawn(electron, [script(name)], { env: environment(), stdio: ['pipe', 'pipe', 'ignore'] });
    return {
      rows: [
        ...(await measureRoundTrip(make('echo.mjs'), raw('echo.mjs'))),
        await measureFlood(make('stdout-flood.mjs'), raw('stdout-flood.mjs')),
        ...(await measureHugeLine(make('huge-line.mjs'), raw('huge-line.mjs'))),
        ...(await measureKill(
          () => make('never-answers.mjs'),
          () => raw('never-answers.mjs'),
        )),
        ...(await measureQuit((watcher) => make('ignores-term.mjs', { watcher }))),
        ...(await measureMainDies(electron, script('supervising-parent.ts'), join(temporaryFolder, 'ledger.jsonl'))),
        await measureListing(),
      ],
    };
  },
};
export default benchmark;

function parseFrame(value: unknown) {
  const frame = value as { id: string; event?: unknown; final?: unknown };
  if ('event' in frame) return { kind: 'event', id: frame.id, event: frame.event } as const;
  return { kind: 'final', id: frame.id, final: frame.final } as const;
}

function against(row: BenchRow, floorValue: number, floor: string): BenchRow {
  return { ...row, ratio: row.value / floorValue, floor: `${floor}, ${floorValue.toPrecision(3)} ${row.unit}` };
}

async function measureRoundTrip(child: Child, bare: ChildProcess): Promise<BenchRow[]> {
  await child.start();
  const supervised = await timeEach((id) => child.request({ id, content: 'ping' }));
  await child.stop('idle');
  const lines = createInterface({ input: bare.stdout as NonNullable<typeof bare.stdout> });
  const floor = await timeEach(async (id) => {
    const answered = once(lines, 'line');
    bare.stdin?.write(`{"id":${id},"content":"ping"}\n`);
    JSON.parse(String((await answered)[0]));
  });
  bare.stdin?.end();
  const row = (name: string, share: number) =>
    against({ name, value: quantile(supervised, share) * 1000, unit: 'us' }, quantile(floor, share) * 1000, 'bare pipe and readline');
  return [row('round trip p50', 0.5), row('round trip p99', 0.99)];
}

async function timeEach(work: (id: number) => Promise<unknown>): Promise<number[]> {
  // The first calls wait for the child's start and for the compiler.
  for (let id = -500; id < 0; id += 1) await work(id);
  const durations: number[] = [];
  for (let id = 0; id < ROUND_TRIPS; id += 1) {
    const from = performance.now();
    await work(id);
    durations.push(performance.now() - from);
  }
  return durations.sort((a, b) => a - b);
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function measureFlood(child: Child, bare: ChildProcess): Promise<BenchRow> {
  await child.start();
  await child.request({ id: 'warm-up', events: 1000 });
  const from = performance.now();
  await child.request({ id: 'flood', events: FLOOD_EVENTS });
  const supervisedMs = performance.now() - from;
  await child.stop('idle');

  const flood = async (events: number) => {
    bare.stdin?.write(`${JSON.stringify({ id: 1, events })}\n`);
    for await (const chunk of bare.stdout?.iterator({ destroyOnReturn: false }) ?? []) {
      if (String(chunk).includes('"flooded"')) return;
    }
  };
  await flood(1000);
  const bareFrom = performance.now();
  await flood(FLOOD_EVENTS);
  const bareMs = performance.now() - bareFrom;
  bare.stdin?.end();
  const perEvent = (ms: number) => (ms / FLOOD_EVENTS) * 1000;
  return against({ name: 'event of 1 KB in a flood', value: perEvent(supervisedMs), unit: 'us' }, perEvent(bareMs), 'chunks, not parsed');
}

async function measureHugeLine(child: Child, bare: ChildProcess): Promise<BenchRow[]> {
  bare.stdin?.write('{"id":1,"content":"warm-up"}\n');
  await once(bare.stdout as NonNullable<typeof bare.stdout>, 'data');
  const dropped = await watchThread(async () => {
    bare.stdin?.write(`{"id":2,"bytes":${HUGE_LINE_BYTES},"newline":true}\n`);
    bare.stdin?.end();
    bare.stdout?.resume();
    await once(bare, 'close');
  });

  await child.start();
  await child.request({ id: 'warm-up', content: 'x' });
  const read = await watchThread(async () => {
    await child.request({ id: 'huge', bytes: HUGE_LINE_BYTES, newline: true }).catch(() => undefined);
    // Answered behind the huge line: all of it was read by then.
    await child.request({ id: 'after', content: 'x' });
  });
  await child.stop('idle');
  const floor = 'the same bytes read and dropped';
  return [
    against(
      { name: '100 MB line: longest block of the reading thread (goal: under 50)', value: read.blockMs, unit: 'ms' },
      dropped.blockMs,
      floor,
    ),
    against({ name: '100 MB line: growth of memory', value: read.grownMb, unit: 'MB' }, dropped.grownMb, floor),
  ];
}

async function watchThread(work: () => Promise<void>): Promise<{ blockMs: number; grownMb: number }> {
  const memoryBefore = process.memoryUsage().rss;
  let mostMemory = memoryBefore;
  const watch = setInterval(() => {
    mostMemory = Math.max(mostMemory, process.memoryUsage().rss);
  }, 5);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  clearInterval(watch);
  return { blockMs: delay.max / 1e6, grownMb: (mostMemory - memoryBefore) / 2 ** 20 };
}

async function measureKill(makeChild: () => Child, makeBare: () => ChildProcess): Promise<BenchRow[]> {
  const supervised: number[] = [];
  const floor: number[] = [];
  for (let run = 0; run < 10; run += 1) {
    const child = makeChild();
    await child.start();
    await child.request({ id: 'hello', content: 'hello' });
    const failed = child.request({ id: 'x', content: 'x' }).catch(() => performance.now());
    const from = performance.now();
    process.kill(child.pid as number, 'SIGKILL');
    supervised.push(((await failed) as number) - from);
    await child.stop('idle');

    const bare = makeBare();
    bare.stdin?.write('{"id":1,"content":"hello"}\n');
    await once(bare.stdout as NonNullable<typeof bare.stdout>, 'data');
    const bareFrom = performance.now();
    bare.kill('SIGKILL');
    await once(bare, 'exit');
    floor.push(performance.now() - bareFrom);
  }
  supervised.sort((a, b) => a - b);
  floor.sort((a, b) => a - b);
  const row = (name: string, share: number) =>
    against({ name, value: quantile(supervised, share), unit: 'ms' }, quantile(floor, share), 'the exit event');
  return [row('kill -9 to typed error (goal: under 100)', 0.5), row('kill -9 to typed error, slowest of 10', 1)];
}

async function measureQuit(makeChild: (watcher: ReturnType<typeof createChildRegistry>) => Child): Promise<BenchRow[]> {
  const instanceId = `bench-${process.pid}`;
  const guard = createGuard({ instanceId });
  const registry = createChildRegistry({ instanceId, guard });
  const children = Array.from({ length: 20 }, () => makeChild(registry));
  await Promise.all(children.map((child) => child.start()));
  await Promise.all(children.map((child) => child.request({ id: 1, content: 'x' })));
  const guardBytes = (await processTable.usage([guard.pid as number]))[0]?.memoryBytes ?? Number.NaN;
  const from = performance.now();
  await registry.stopAll(5000);
  const quitMs = performance.now() - from;
  await guard.close();
  return [
    against({ name: 'stop 20 children that ignore SIGTERM', value: quitMs, unit: 'ms' }, 2000, 'the two waits of the ladder'),
    { name: 'memory of the guard (PSS)', value: guardBytes / 2 ** 20, unit: 'MB' },
  ];
}

async function measureMainDies(electron: string, script: string, ledger: string): Promise<BenchRow[]> {
  const parent = spawn(electron, [script, ledger, '5', 'guard'], { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: parent.stdout }), 'line');
  const { guard, pids } = JSON.parse(String(line)) as { guard: number; pids: number[] };
  const from = performance.now();
  parent.kill('SIGKILL');
  while ((await processTable.list()).some((entry) => pids.includes(entry.pid) || entry.pid === guard)) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const goneMs = performance.now() - from;
  return [
    {
      name: 'kill -9 of main to none left of 5 agents and 10 grandchildren, all ignoring SIGTERM (goal: under 2000)',
      value: goneMs,
      unit: 'ms',
    },
  ];
}

async function measureListing(): Promise<BenchRow> {
  const durations: number[] = [];
  let count = 0;
  for (let run = 0; run < 20; run += 1) {
    const from = performance.now();
    count = (await processTable.list()).length;
    durations.push(performance.now() - from);
  }
  durations.sort((a, b) => a - b);
  return { name: `list ${count} processes`, value: quantile(durations, 0.5), unit: 'ms' };
}
