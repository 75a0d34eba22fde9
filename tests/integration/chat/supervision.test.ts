/** What main does about agents that crash, hang or are too many. Real processes that speak the bridge protocol. */
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Agent } from '#electron/agents/agent.ts';
import { type BridgeManager, createBridgeManager } from '#electron/chat/bridge-manager.ts';
import { createBridgeProcess } from '#electron/chat/bridge-process.ts';
import { createBridgeSession, type SessionTurn } from '#electron/chat/bridge-session.ts';
import { silentLog } from '#platform/log.ts';
import { createRestartPolicy } from '#platform/restart-policy.ts';
import type { BridgeEvent } from '#protocol/bridge.ts';
import type { Conversation, Part } from '#protocol/conversation.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', 'fixtures', 'bridges', 'scripted-bridge.mjs');

let behaviour: 'echo' | 'crash' | 'hang' | 'stubborn';
let idleStopMs: number;
let progressDeadlineMs: number;
let maxLiveAgents: number;
let manager: BridgeManager;

const agent: Agent = {
  id: 'scripted',
  name: 'Scripted',
  description: '',
  capabilities: { models: false, thoughts: false, tools: false, approvals: false, images: false, restore: true, hostTools: false },
  models: [],
  defaultModel: null,
  missing: () => undefined,
  bridgeCommand: () => ({ command: process.execPath, args: [SCRIPT, behaviour], env: { ELECTRON_RUN_AS_NODE: '1' } }),
};

beforeEach(() => {
  behaviour = 'echo';
  idleStopMs = 600_000;
  progressDeadlineMs = 120_000;
  maxLiveAgents = 10;
  manager = createBridgeManager({
    maxLiveAgents: () => maxLiveAgents,
    createSession: ({ id }) =>
      createBridgeSession({
        conversationId: id,
        createProcess: () =>
          createBridgeProcess({ agent, folder: import.meta.dirname, appVersion: '0', watcher: undefined, log: silentLog }),
        restartPolicy: createRestartPolicy({ numbers: { firstBackoffMs: 1, maxBackoffMs: 2 } }),
        hostTools: () => [],
        mcpServers: () => ({}),
        onMcpStates: () => {},
        answerHostCall: async () => ({ status: 'error', message: 'none' }),
        isAllowedByRule: () => false,
        checkpoints: { before: async () => ({ status: 'ready' }), after: () => {} },
        admit: () => manager.admit(id),
        defaultModel: () => null,
        idleStopMs: () => idleStopMs,
        progressDeadlineMs: () => progressDeadlineMs,
        onStateChange: () => {},
        log: silentLog,
      }),
  });
  const created = manager;
  onTestFinished(() => created.closeAll());
});

const session = (id: string) => manager.getOrCreateSession({ id } as Conversation);

interface Outcome {
  notices: Part[];
  events: BridgeEvent[];
}

async function turn(id: string, overrides: Partial<SessionTurn> = {}): Promise<Outcome> {
  const outcome: Outcome = { notices: [], events: [] };
  await session(id).runTurn({
    prompt: [{ type: 'text', text: 'hello' }],
    settings: { agentId: 'scripted', model: null, approvalMode: 'default', folder: null, extraFolders: [] },
    contextMessageId: null,
    assistantMessageId: 'answer',
    loadContext: () => [],
    signal: new AbortController().signal,
    onPhase: () => {},
    onNotice: (notice) => outcome.notices.push(notice),
    onAllowedByRule: () => {},
    onEvent: (event) => outcome.events.push(event),
    ...overrides,
  });
  return outcome;
}

test('three crashes in a row: each turn gets a process of its own, and the person is told', async () => {
  behaviour = 'crash';
  for (let i = 0; i < 3; i++)
    await expect(turn('a')).rejects.toMatchObject({ code: 'exited', details: expect.stringContaining('out of luck') });
  behaviour = 'echo';
  const { notices } = await turn('a');
  expect(notices).toContainEqual(expect.objectContaining({ notice: 'one-shot' }));
  expect(session('a').state).toBe('stopped');
});

test('two crashes leave the persistent way in place', async () => {
  behaviour = 'crash';
  for (let i = 0; i < 2; i++) await expect(turn('a')).rejects.toMatchObject({ code: 'exited' });
  behaviour = 'echo';
  const { notices } = await turn('a');
  expect(notices).toEqual([]);
  expect(session('a').state).toBe('ready');
});

test('a stop that was asked for is never counted as a crash', async () => {
  for (let i = 0; i < 4; i++) {
    await turn('a');
    await session('a').stop('idle');
  }
  const { notices } = await turn('a');
  expect(notices.filter((notice) => notice.type === 'notice' && notice.notice === 'one-shot')).toEqual([]);
});

test('an agent that says nothing for longer than the deadline ends its turn with timed-out, and its process is ended', async () => {
  behaviour = 'hang';
  progressDeadlineMs = 50;
  await expect(turn('a')).rejects.toMatchObject({ code: 'timed-out' });
  expect(session('a').startedAt).toBeNull();
});

test('Stop ends a turn whose agent hears nothing, by force', async () => {
  behaviour = 'stubborn';
  const cancellation = new AbortController();
  const waiting = turn('a', {
    signal: cancellation.signal,
    onEvent: () => cancellation.abort(),
  });
  await expect(waiting).rejects.toMatchObject({ code: 'closed' });
  await session('a').stop('asked');
  expect(session('a').startedAt).toBeNull();
});

test('an idle agent ends by itself after its time', async () => {
  idleStopMs = 1;
  await turn('a');
  await expect.poll(() => session('a').state).toBe('stopped');
  expect(session('a').startedAt).toBeNull();
});

test('at the cap the least recently used idle agent makes room', async () => {
  maxLiveAgents = 2;
  await turn('a');
  await turn('b');
  await turn('a');
  await turn('c');
  expect([session('a').state, session('b').state, session('c').state]).toEqual(['ready', 'stopped', 'ready']);
});

test('while paused none starts, those that run go on, and resuming lifts it', async () => {
  await turn('a');
  manager.setPaused(true);
  await turn('a');
  await expect(turn('b')).rejects.toMatchObject({ code: 'paused' });
  manager.setPaused(false);
  await turn('b');
});

test('Stop all ends every process and no session is lost', async () => {
  await turn('a');
  await turn('b');
  expect(manager.liveAgents).toBe(2);
  await manager.stopAll();
  expect(manager.liveAgents).toBe(0);
  await turn('a');
});

test('a restart is a new process', async () => {
  await turn('a');
  const { pid } = session('a');
  const settings = { agentId: 'scripted', model: null, approvalMode: 'default', projectFolder: null, extraFolders: [] } as const;
  await manager.restartSession({ id: 'a', ...settings } as unknown as Conversation);
  expect(session('a').state).toBe('ready');
  expect(session('a').pid).not.toBe(pid);
});
