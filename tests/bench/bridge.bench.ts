/**
 * What the Gemini bridge costs: to start, to hold, and per turn, each beside the smallest thing that could do the job and beside the way it
 * replaces, one run of the `gemini` command per message. Ratios hold from machine to machine, figures do not.
 */
import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { BenchContext, Benchmark, BenchRow } from '#scripts/bench/benchmark.mjs';
import { build } from '../../bridge/gemini/build.mjs';
import { type GeminiApiServer, say, startGeminiApiServer } from '../support/gemini-api-server/index.ts';

const STARTS = 9;
const TURNS = 40;
const PINGS = 500;
const ONE_SHOT_RUNS = 5;

const HELLO = { type: 'hello', id: 'hello', protocolVersion: 1, client: { name: 'bench', version: '1' } };

const benchmark: Benchmark = {
  name: 'bridge',
  async run({ root, temporaryFolder: folder }: BenchContext) {
    const { entry } = await build({ outDir: path.join(folder, 'bridge'), root });
    const geminiCommand = path.join(root, 'node_modules', '@google', 'gemini-cli', 'bundle', 'gemini.js');
    const api = await startGeminiApiServer();
    api.answerWith(() => say('ok'));
    try {
      const env = environmentFor(api, folder);
      return {
        rows: [
          ...(await startRows(entry, env, folder)),
          ...(await pingRows(entry, env, folder)),
          ...(await turnRows(api, entry, geminiCommand, env, folder)),
        ],
      };
    } finally {
      await api.close();
    }
  },
};
export default benchmark;

function environmentFor(api: GeminiApiServer, folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: folder,
    ELECTRON_RUN_AS_NODE: '1',
    AGENT_MANAGER_STATE_DIR: path.join(folder, 'state'),
    GEMINI_CLI_HOME: folder,
    GEMINI_API_KEY: 'bench',
    GOOGLE_GEMINI_BASE_URL: api.baseUrl,
  };
}

/** A child that answers lines with lines. */
class LineChild {
  readonly process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  constructor(args: string[], env: NodeJS.ProcessEnv, cwd: string) {
    this.process = spawn(process.execPath, args, { env, cwd });
    this.process.stderr.resume();
    this.#lines = createInterface({ input: this.process.stdout })[Symbol.asyncIterator]();
  }

  /** Sends and waits for the frame that ends this request. */
  async request(request: { id: string }): Promise<void> {
    this.process.stdin.write(`${JSON.stringify(request)}\n`);
    for (;;) {
      const { status, id } = JSON.parse(await this.line()) as { status?: string; id?: string };
      if (id === request.id && status === 'error') throw new Error('The bridge answered with an error.');
      if (id === request.id && status !== undefined) return;
    }
  }

  async line(): Promise<string> {
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('The child ended.');
    return value;
  }

  /** Resident memory in MB; undefined where the system does not tell. */
  residentMegabytes(): number | undefined {
    if (process.platform !== 'linux') return undefined;
    const match = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.process.pid}/status`, 'utf8'));
    return match?.[1] === undefined ? undefined : Number(match[1]) / 1024;
  }

  /** By the end of stdin, as the app does it: only a process that ends by itself saves its compile cache. */
  async end(): Promise<void> {
    const closed = new Promise((resolve) => this.process.once('close', resolve));
    this.process.stdin.end();
    await closed;
  }
}

interface Start {
  ms: number;
  megabytes: number | undefined;
}

async function measureStart(
  args: string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
  ready: (child: LineChild) => Promise<unknown>,
): Promise<Start> {
  const before = performance.now();
  const child = new LineChild(args, env, cwd);
  await ready(child);
  const ms = performance.now() - before;
  const megabytes = child.residentMegabytes();
  await child.end();
  return { ms, megabytes };
}

async function startRows(entry: string, env: NodeJS.ProcessEnv, folder: string): Promise<BenchRow[]> {
  const bareFile = path.join(folder, 'bare.cjs');
  writeFileSync(bareFile, "console.log('ready'); process.stdin.resume();\n");
  const bare: Start[] = [];
  const hello: Start[] = [];
  const open: Start[] = [];
  const measureBare = () => measureStart([bareFile], env, folder, (child) => child.line());
  const measureHello = () => measureStart([entry], env, folder, (child) => child.request(HELLO));
  const measureOpen = () =>
    measureStart([entry], env, folder, async (child) => {
      await child.request(HELLO);
      await child.request({ type: 'message', id: 'first', content: 'hi', stream: true } as { id: string });
    });
  // The first run of each fills the compile cache and the file system's.
  for (const warmUp of [measureBare, measureHello, measureOpen]) await warmUp();
  for (let run = 0; run < STARTS; run++) {
    bare.push(await measureBare());
    hello.push(await measureHello());
    open.push(await measureOpen());
  }
  const floor = 'bare Electron as Node';
  const bareMs = median(bare.map((item) => item.ms));
  const bareMegabytes = medianMegabytes(bare);
  return [
    { name: `${floor}: spawn to first line`, value: bareMs, unit: 'ms' },
    {
      name: 'bridge: spawn to hello answered',
      value: median(hello.map((item) => item.ms)),
      unit: 'ms',
      ratio: median(hello.map((item) => item.ms)) / bareMs,
      floor,
    },
    {
      name: 'bridge: spawn to the end of a first turn',
      value: median(open.map((item) => item.ms)),
      unit: 'ms',
      ratio: median(open.map((item) => item.ms)) / bareMs,
      floor,
    },
    ...memoryRows(floor, bareMegabytes, [
      ['bridge: resident memory when ready', medianMegabytes(hello)],
      ['bridge: resident memory after a turn', medianMegabytes(open)],
    ]),
  ];
}

function memoryRows(floor: string, bare: number | undefined, rows: [string, number | undefined][]): BenchRow[] {
  if (bare === undefined) return [];
  const measured = rows.flatMap(([name, value]): BenchRow[] =>
    value === undefined ? [] : [{ name, value, unit: 'MB', ratio: value / bare, floor }],
  );
  return [{ name: `${floor}: resident memory`, value: bare, unit: 'MB' }, ...measured];
}

/** A request to the bridge that does nothing, beside a line through a pipe to a process that sends it back. */
async function pingRows(entry: string, env: NodeJS.ProcessEnv, folder: string): Promise<BenchRow[]> {
  const echoFile = path.join(folder, 'echo.cjs');
  writeFileSync(echoFile, 'process.stdin.pipe(process.stdout);\n');
  const echo = new LineChild([echoFile], env, folder);
  const bridge = new LineChild([entry], env, folder);
  await bridge.request(HELLO);
  const raw = await medianOf(PINGS, async () => {
    echo.process.stdin.write('{"type":"ping","id":"p"}\n');
    await echo.line();
  });
  const ping = await medianOf(PINGS, () => bridge.request({ type: 'ping', id: 'p' } as { id: string }));
  await Promise.all([echo.end(), bridge.end()]);
  const floor = 'raw pipe';
  return [
    { name: 'raw pipe: round trip of a line', value: raw * 1000, unit: 'us' },
    { name: 'bridge: round trip of a ping', value: ping * 1000, unit: 'us', ratio: ping / raw, floor },
  ];
}

/** A turn beside the server's own time, against a `gemini -p` run for the same message. */
async function turnRows(
  api: GeminiApiServer,
  entry: string,
  geminiCommand: string,
  env: NodeJS.ProcessEnv,
  folder: string,
): Promise<BenchRow[]> {
  const bridge = new LineChild([entry], env, folder);
  const ask = (content: string) => bridge.request({ type: 'message', id: 'turn', content, stream: true } as { id: string });
  for (let warmUp = 0; warmUp < 5; warmUp++) await ask('warm up');
  const turn = await medianOf(TURNS, () => ask('hello'));
  await bridge.end();
  const body = JSON.stringify(api.streams.at(-1)?.body);
  const server = await medianOf(TURNS, async () => {
    const response = await fetch(`${api.baseUrl}/v1beta/models/gemini-2.5-pro:streamGenerateContent?alt=sse`, { method: 'POST', body });
    await response.text();
  });
  chooseApiKey(folder);
  const oneShot = await medianOf(ONE_SHOT_RUNS, () => runOneShot(geminiCommand, env, folder));
  const overhead = turn - server;
  const oneShotOverhead = oneShot - server;
  return [
    { name: 'server alone: the same request', value: server, unit: 'ms' },
    { name: 'bridge: a turn beside the server’s time', value: overhead, unit: 'ms' },
    {
      name: 'one `gemini -p` run beside the server’s time',
      value: oneShotOverhead,
      unit: 'ms',
      ratio: oneShotOverhead / overhead,
      floor: 'bridge turn',
    },
  ];
}

/** What a person sets once in the command's own dialog. */
function chooseApiKey(home: string): void {
  mkdirSync(path.join(home, '.gemini'), { recursive: true });
  const settings = { security: { auth: { selectedType: 'gemini-api-key' } } };
  writeFileSync(path.join(home, '.gemini', 'settings.json'), JSON.stringify(settings));
}

async function runOneShot(geminiCommand: string, env: NodeJS.ProcessEnv, folder: string): Promise<void> {
  // Without it the command starts itself a second time with more memory.
  const oneShotEnv = { ...env, GEMINI_CLI_NO_RELAUNCH: 'true' };
  const args = [geminiCommand, '--skip-trust', '-m', 'gemini-2.5-pro', '-p', 'hello'];
  // As people run it, by the system's Node: on Electron its argument parser takes the program's own name for a word of the prompt.
  await promisify(execFile)('node', args, { env: oneShotEnv, cwd: folder });
}

async function medianOf(count: number, work: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < count; run++) {
    const before = performance.now();
    await work();
    times.push(performance.now() - before);
  }
  return median(times);
}

function medianMegabytes(starts: Start[]): number | undefined {
  const values = starts.flatMap((item) => item.megabytes ?? []);
  return values.length === 0 ? undefined : median(values);
}

function median(values: number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
