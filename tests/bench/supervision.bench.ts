/** What sessions cost and how fast they are told of: many conversations with an agent each, as main keeps them, without a window. */

import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Agent } from '#electron/agents/agent.ts';
import { type BridgeManager, createBridgeManager } from '#electron/chat/bridge-manager.ts';
import { createBridgeProcess } from '#electron/chat/bridge-process.ts';
import { createBridgeSession } from '#electron/chat/bridge-session.ts';
import type { SessionTurn } from '#electron/chat/session.ts';
import { silentLog } from '#platform/log.ts';
import { processTable } from '#platform/process-table.ts';
import { descendantsOf } from '#platform/process-tree.ts';
import { createRestartPolicy } from '#platform/restart-policy.ts';
import type { Conversation } from '#protocol/conversation.ts';
import type { BenchContext, Benchmark, BenchRow } from '#scripts/bench/benchmark.mjs';

const SESSION_COUNTS = [0, 10, 50];
/** Long enough that one garbage collection does not pass for a load. */
const IDLE_WATCH_MS = 3000;
const BUSY_AGENTS = 20;
const TURNS_UNDER_LOAD = 300;

const benchmark: Benchmark = {
  name: 'supervision',
  async run({ root, electron }: BenchContext) {
    const make = (behaviour: string) =>
      createSessions({ script: join(root, 'tests', 'fixtures', 'bridges', 'scripted-bridge.mjs'), electron, behaviour });
    const rows: BenchRow[] = [];
    for (const count of SESSION_COUNTS) rows.push(...(await measureIdle(make('echo'), count)));
    rows.push(...(await measureLoad(make('echo'))), ...(await measureKill(() => make('hang'))), await measureQuit(make('hang')));
    return { rows };
  },
};
export default benchmark;

interface Sessions {
  manager: BridgeManager;
  turn(id: string, overrides?: Partial<SessionTurn>): Promise<void>;
}

function createSessions({ script, electron, behaviour }: { script: string; electron: string; behaviour: string }): Sessions {
  const agent: Agent = {
    id: 'scripted',
    name: 'Scripted',
    description: '',
    capabilities: { models: false, thoughts: false, tools: false, approvals: false, images: false, restore: true, hostTools: false },
    models: [],
    defaultModel: null,
    missing: () => undefined,
    bridgeCommand: () => ({ command: electron, args: [script, behaviour], env: { ELECTRON_RUN_AS_NODE: '1' } }),
  };
  const manager: BridgeManager = createBridgeManager({
    maxLiveAgents: () => 200,
    createSession: ({ id }) =>
      createBridgeSession({
        conversationId: id,
        createProcess: () =>
          createBridgeProcess({ agent, folder: import.meta.dirname, appVersion: '0', watcher: undefined, log: silentLog }),
        restartPolicy: createRestartPolicy(),
        hostTools: () => [],
        mcpServers: () => ({}),
        onMcpStates: () => {},
        answerHostCall: async () => ({ status: 'error', message: 'none' }),
        isAllowedByRule: () => false,
        checkpoints: { before: async () => ({ status: 'ready' }), after: () => {} },
        admit: () => manager.admit(id),
        defaultModel: () => null,
        idleStopMs: () => 600_000,
        progressDeadlineMs: () => 120_000,
        onStateChange: () => {},
        log: silentLog,
      }),
  });
  return {
    manager,
    turn: (id, overrides = {}) =>
      manager.getOrCreateSession({ id } as Conversation).runTurn({
        work: { type: 'answer', prompt: [{ type: 'text', text: 'hello' }] },
        settings: { agentId: 'scripted', model: null, approvalMode: 'default', folder: null, extraFolders: [] },
        contextMessageId: null,
        assistantMessageId: 'answer',
        loadContext: () => [],
        signal: new AbortController().signal,
        onPhase: () => {},
        onNotice: () => {},
        onAllowedByRule: () => {},
        onEvent: () => {},
        ...overrides,
      }),
  };
}

const ids = (count: number) => Array.from({ length: count }, (_, index) => `conversation-${index}`);

async function startAll({ turn }: Sessions, count: number): Promise<void> {
  // A few at a time: all at once would measure how two cores thrash.
  const waiting = ids(count);
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) await turn(id);
    }),
  );
}

/** This process, which stands for main, and everything below it. */
async function usageOfAll(): Promise<{ cpuMs: number; bytes: number }> {
  const entries = await processTable.list();
  const pids = [process.pid, ...descendantsOf(entries, process.pid).map(({ pid }) => pid)];
  const usage = await processTable.usage(pids);
  return {
    cpuMs: usage.reduce((sum, { cpuMs }) => sum + cpuMs, 0),
    bytes: usage.reduce((sum, { memoryBytes }) => sum + memoryBytes, 0),
  };
}

async function measureIdle(sessions: Sessions, count: number): Promise<BenchRow[]> {
  await startAll(sessions, count);
  const before = await usageOfAll();
  await delay(IDLE_WATCH_MS);
  const after = await usageOfAll();
  await sessions.manager.closeAll();
  return [
    { name: `memory of main and ${count} idle agents (PSS)`, value: after.bytes / 2 ** 20, unit: 'MB' },
    { name: `CPU of main and ${count} idle agents`, value: ((after.cpuMs - before.cpuMs) / IDLE_WATCH_MS) * 100, unit: '%' },
  ];
}

/** Turns of one conversation while the others talk without a pause. */
async function measureLoad(sessions: Sessions): Promise<BenchRow[]> {
  await startAll(sessions, BUSY_AGENTS);
  const alone = await timeTurns(sessions);
  let isOver = false;
  const others = ids(BUSY_AGENTS)
    .slice(1)
    .map(async (id) => {
      while (!isOver) await sessions.turn(id, { contextMessageId: 'answer' });
    });
  const loaded = await timeTurns(sessions);
  isOver = true;
  await Promise.all(others);
  await sessions.manager.closeAll();
  const row = (name: string, share: number): BenchRow => {
    const floor = quantile(alone, share);
    return {
      name,
      value: quantile(loaded, share),
      unit: 'ms',
      ratio: quantile(loaded, share) / floor,
      floor: `alone, ${floor.toPrecision(3)} ms`,
    };
  };
  return [row(`turn while ${BUSY_AGENTS - 1} others talk, p50`, 0.5), row(`turn while ${BUSY_AGENTS - 1} others talk, p99`, 0.99)];
}

async function timeTurns({ turn }: Sessions): Promise<number[]> {
  const durations: number[] = [];
  for (let count = 0; count < TURNS_UNDER_LOAD; count += 1) {
    const from = performance.now();
    await turn('conversation-0', { contextMessageId: 'answer' });
    durations.push(performance.now() - from);
  }
  return durations.sort((a, b) => a - b);
}

const quantile = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** From kill -9 of a working agent to the error that its turn ends with. */
async function measureKill(make: () => Sessions): Promise<BenchRow[]> {
  const durations: number[] = [];
  const { manager, turn } = make();
  for (const id of ids(10)) {
    let killedAt = 0;
    const kill = () => {
      killedAt = performance.now();
      process.kill(manager.getOrCreateSession({ id } as Conversation).pid ?? 0, 'SIGKILL');
    };
    await turn(id, { onEvent: kill }).catch(() => durations.push(performance.now() - killedAt));
  }
  await manager.closeAll();
  durations.sort((a, b) => a - b);
  const name = 'kill -9 of a working agent to the typed error of its turn (goal: under 100)';
  return [
    { name, value: quantile(durations, 0.5), unit: 'ms' },
    { name: `${name}, slowest of 10`, value: quantile(durations, 1), unit: 'ms' },
  ];
}

async function measureQuit({ manager, turn }: Sessions): Promise<BenchRow> {
  const ended = ids(BUSY_AGENTS).map((id) => {
    const working = Promise.withResolvers<void>();
    // Ends as closed: that is what is measured.
    const end = turn(id, { onEvent: () => working.resolve() }).catch(() => undefined);
    return { working: working.promise, end };
  });
  await Promise.all(ended.map(({ working }) => working));
  const from = performance.now();
  await manager.closeAll();
  await Promise.all(ended.map(({ end }) => end));
  return { name: `quit with ${BUSY_AGENTS} busy agents (goal: under 5000)`, value: performance.now() - from, unit: 'ms' };
}
