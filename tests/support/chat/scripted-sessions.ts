/** Sessions of agents that follow a script, as main makes them: real processes that speak the bridge protocol, without a window and a database. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Agent } from '#electron/agents/agent.ts';
import { type BridgeManager, createBridgeManager } from '#electron/chat/bridge-manager.ts';
import { createBridgeProcess } from '#electron/chat/bridge-process.ts';
import { createBridgeSession } from '#electron/chat/bridge-session.ts';
import type { BridgeSession, SessionTurn } from '#electron/chat/session.ts';
import { type Log, silentLog } from '#platform/log.ts';
import { createRestartPolicy } from '#platform/restart-policy.ts';
import type { BridgeEvent } from '#protocol/bridge.ts';
import type { Conversation, Part } from '#protocol/conversation.ts';

const BRIDGES = join(import.meta.dirname, '..', '..', 'fixtures', 'bridges');

export interface ScriptedSessionsOptions {
  /** A file of tests/fixtures/bridges; default scripted-bridge.mjs. */
  script?: string;
  /** Its first argument. */
  behaviour: string;
  idleStopMs?: number;
  progressDeadlineMs?: number;
  maxLiveAgents?: number;
  log?: Log;
}

export interface TurnOutcome {
  notices: Part[];
  events: BridgeEvent[];
  /** What the agent said. */
  text: string;
}

export interface ScriptedSessions {
  readonly manager: BridgeManager;
  session(id: string): BridgeSession;
  /** How agents that start from now on behave. */
  behave(behaviour: string): void;
  /** One turn, to its end. */
  turn(id: string, overrides?: Partial<SessionTurn>): Promise<TurnOutcome>;
}

/** All processes end with the test. */
export function createScriptedSessions(options: ScriptedSessionsOptions): ScriptedSessions {
  const {
    script = 'scripted-bridge.mjs',
    idleStopMs = 600_000,
    progressDeadlineMs = 120_000,
    maxLiveAgents = 200,
    log = silentLog,
  } = options;
  let { behaviour } = options;
  const agent: Agent = {
    id: 'scripted',
    name: 'Scripted',
    description: '',
    capabilities: { models: false, thoughts: false, tools: false, approvals: false, images: false, restore: true, hostTools: false },
    models: [],
    defaultModel: null,
    missing: () => undefined,
    bridgeCommand: () => ({ command: process.execPath, args: [join(BRIDGES, script), behaviour], env: { ELECTRON_RUN_AS_NODE: '1' } }),
  };
  const manager: BridgeManager = createBridgeManager({
    maxLiveAgents: () => maxLiveAgents,
    createSession: ({ id }) =>
      createBridgeSession({
        conversationId: id,
        createProcess: () => createBridgeProcess({ agent, folder: import.meta.dirname, appVersion: '0', watcher: undefined, log }),
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
        log,
      }),
  });
  onTestFinished(() => manager.closeAll());
  const session = (id: string) => manager.getOrCreateSession({ id } as Conversation);
  return {
    manager,
    session,
    behave(next) {
      behaviour = next;
    },
    async turn(id, overrides = {}) {
      const outcome: TurnOutcome = { notices: [], events: [], text: '' };
      await session(id).runTurn({
        work: { type: 'answer', prompt: [{ type: 'text', text: 'hello' }] },
        settings: { agentId: 'scripted', model: null, approvalMode: 'default', folder: null, extraFolders: [] },
        contextMessageId: null,
        assistantMessageId: 'answer',
        loadContext: () => [],
        signal: new AbortController().signal,
        onPhase: () => {},
        onNotice: (notice) => outcome.notices.push(notice),
        onAllowedByRule: () => {},
        onEvent: (event) => {
          outcome.events.push(event);
          if (event.event === 'text_delta') outcome.text += event.text;
        },
        ...overrides,
      });
      return outcome;
    },
  };
}
