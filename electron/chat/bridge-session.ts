/**
 * The live process of one conversation: started when a turn needs it, told the conversation's history when it does not know it, and
 * ended when it has been idle for long. Which agent it is, nothing here knows.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { settlesWithin } from '#platform/clock.ts';
import type { Log } from '#platform/log.ts';
import { isCrash, type RestartDecision, type RestartPolicy } from '#platform/restart-policy.ts';
import type { StopReason } from '#platform/sidecar-process.ts';
import type { BridgeEvent, BridgeRequestOf, HostTool, McpServer, RestoredMessage } from '#protocol/bridge.ts';
import type { ApprovalDecision, ApprovalMode, ApprovalRequest, Part, SessionState, UserPart } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import type { TurnPhase } from '#protocol/ipc.ts';
import { type McpServerState, mcpServerStateSchema } from '#protocol/mcp.ts';
import { askBridge, type BridgeProcess } from './bridge-process.ts';
import { createIdleTimer } from './idle-timer.ts';
import { toRestoreFrames } from './restore-frames.ts';

/** DESIGN.md: after Stop the agent has this long to end its turn; then its process tree is ended and the context restored later. */
const CANCEL_DEADLINE_MS = 2_000;

/** A bridge answers a ping in a millisecond, also in the middle of a turn; one that was just woken may have to be read from disk first. */
const PING_DEADLINE_MS = 5_000;

type NoticePart = Extract<Part, { type: 'notice' }>;

/** What the agent of a conversation is set to. */
export interface SessionSettings {
  agentId: string;
  model: string | null;
  approvalMode: ApprovalMode;
  folder: string | null;
  /** Further folders the agent may use. */
  extraFolders: readonly string[];
}

export interface SessionTurn {
  prompt: UserPart[];
  settings: SessionSettings;
  /** The message the prompt continues; null at the start of a conversation. */
  contextMessageId: string | null;
  /** The message that the agent knows last once this turn has succeeded. */
  assistantMessageId: string;
  /** The history up to `contextMessageId`; read only when the agent does not know it. */
  loadContext: () => RestoredMessage[];
  /** Aborted: the turn is cancelled, by force after two seconds. */
  signal: AbortSignal;
  onPhase: (phase: TurnPhase) => void;
  onNotice: (part: NoticePart) => void;
  /** A call was not asked about, because a rule of the person's allows it. */
  onAllowedByRule: (callId: string) => void;
  onEvent: (event: BridgeEvent) => void;
}

export interface ApprovalAnswerFrame {
  approvalId: string;
  decision: ApprovalDecision;
  reason?: string;
  newContent?: string;
  newCommand?: string;
}

/** What the person says into the running turn. */
export interface SteerRequest {
  /** Comes back with the `steered` event. */
  id: string;
  parts: UserPart[];
}

export interface BridgeSessionOptions {
  conversationId: string;
  /** Makes the object of one process; folder null: the conversation has none. Starts nothing. Throws `not-found` for a folder that is gone. */
  createProcess: (agentId: string, folder: string | null) => BridgeProcess;
  restartPolicy: RestartPolicy;
  /** The model that stands for `null` in the settings. A running agent has to be told it: it would stay with the one it had. */
  defaultModel: (agentId: string) => string | null;
  /** Tools that main offers to the agent's model; empty without a project. */
  hostTools: (folder: string | null) => readonly HostTool[];
  /** Answers a call of such a tool. Never rejects. */
  answerHostCall: (folder: string, call: HostCall, signal: AbortSignal) => Promise<HostCallOutcome>;
  /** MCP servers of an agent in this folder, with their secrets; empty for an agent that takes none. */
  mcpServers: (agentId: string, folder: string | null) => Record<string, McpServer>;
  /** How the agent's MCP servers do; empty when its process has ended. */
  onMcpStates: (states: McpServerState[]) => void;
  /** True when a rule of the person's answers the request, so that nobody need be asked. */
  isAllowedByRule: (approval: ApprovalRequest) => boolean;
  /** Saves files before a tool changes them. Never rejects. */
  checkpoints: {
    before(turn: CheckpointTurn, event: BeforeToolEvent): Promise<ProceedOutcome>;
    after(checkpointId: string): void;
  };
  /** Called before a process is started: makes room for it, or throws why none may start now. */
  admit: () => Promise<void>;
  idleStopMs: () => number;
  progressDeadlineMs: () => number;
  onStateChange: () => void;
  log: Log;
}

export interface BridgeSession {
  readonly conversationId: string;
  readonly state: SessionState;
  readonly pid: number | undefined;
  /** The agent whose process runs; null while none does. */
  readonly agentId: string | null;
  /** Processes started after the first. */
  readonly restarts: number;
  /** Epoch time at which the idle stop comes; null while a turn runs or no process does. */
  readonly idleStopAt: number | null;
  /** Fulfilled when the turn succeeded; rejects with an `AppError` otherwise. One at a time: `busy`. */
  runTurn(turn: SessionTurn): Promise<void>;
  answerApproval(answer: ApprovalAnswerFrame): Promise<void>;
  /** Gives words to the running turn; a `steered` event tells when they are used. Rejects with `not-found` when there is none to take them. */
  steer(steer: SteerRequest): Promise<void>;
  /** Applies changed settings to a running process; a stopped one gets them when it starts. */
  configure(settings: SessionSettings): Promise<void>;
  /** Ends the process, if one runs, and starts a new one; it gets the conversation's context with the next turn. */
  restart(settings: SessionSettings): Promise<void>;
  /** Asks the agent that runs how its MCP servers do; empty when none does. */
  mcpStates(): Promise<McpServerState[]>;
  /** Starts an MCP server of the agent that runs anew; without one, or where it does not have it, nothing happens. */
  restartMcpServer(name: string): Promise<void>;
  /** Its process was started with what no longer holds (folder, agent, account): ends it, but never in the middle of a turn. */
  retire(): Promise<void>;
  /** Asks a running process whether it is there, and ends one that does not answer in time. Never rejects. */
  checkAlive(): Promise<void>;
  /** What the process last wrote to stderr, for the person who wants to know what is wrong with it. */
  readonly stderrTail: string;
  /** Milliseconds since the epoch; null while no process runs. */
  readonly startedAt: number | null;
  /** When the last turn ended or the process started; the least recently used idle one makes room for others. */
  readonly lastUsedAt: number;
  /** Ends the process and its children. The session can be used again: the next turn starts a new process. */
  stop(reason: StopReason): Promise<void>;
}

export interface HostCall {
  name: string;
  args: Record<string, unknown>;
  /** The turn it belongs to, for the log. */
  correlationId: string;
}

/** The turn in which a tool runs. */
export interface CheckpointTurn {
  messageId: string;
  folder: string | null;
  extraFolders: readonly string[];
}

export type BeforeToolEvent = Extract<BridgeEvent, { event: 'before_tool' }>;
export type ProceedOutcome = BridgeRequestOf<'proceed'>['outcome'];

export type HostCallOutcome = { status: 'success'; output: string } | { status: 'error'; message: string };

/** One process and what it has been told. */
interface LiveProcess {
  readonly process: BridgeProcess;
  readonly startedAt: number;
  settings: SessionSettings;
  /** The MCP servers it was told of, as text to compare with. */
  mcpServers: string;
  /** The message that the agent's context ends with; `unknown` after a turn that did not succeed: what it keeps then is its own affair. */
  knownMessageId: string | null | 'unknown';
  /** Ends with the turn that runs; see `retire`. */
  isRetired: boolean;
}

export function createBridgeSession(options: BridgeSessionOptions): BridgeSession {
  const { conversationId, log } = options;
  let live: LiveProcess | null = null;
  let startedProcesses = 0;
  let lastUsedAt = 0;
  let lastStderr = '';
  let runningTurn: SessionTurn | null = null;
  /** Fulfilled with the process when the prompt of the turn that runs is sent to it, and rejected when the turn ends before. */
  let prompted: Prompted | null = null;
  const openApprovals = new Map<string, ReleaseDeadline>();
  const idle = createIdleTimer(options.idleStopMs, () => void stop('idle'));

  const state = (): SessionState => {
    const processState = live?.process.state ?? 'stopped';
    if (processState !== 'ready' && processState !== 'working') return processState;
    if (openApprovals.size > 0) return 'waiting';
    return runningTurn === null ? 'ready' : 'working';
  };

  const releaseApprovals = () => {
    for (const release of openApprovals.values()) release();
    openApprovals.clear();
  };

  const stop = async (reason: StopReason) => {
    idle.clear();
    const stopping = live;
    if (stopping === null) return;
    await stopping.process.stop(reason);
    if (live === stopping) live = null;
    options.onStateChange();
  };

  const withModel = (settings: SessionSettings): SessionSettings => ({
    ...settings,
    model: settings.model ?? options.defaultModel(settings.agentId),
  });

  const configure = async (settings: SessionSettings) => {
    if (live === null || !isUsable(live.process)) return;
    const { model, approvalMode, extraFolders } = live.settings;
    const changed: Pick<BridgeRequestOf<'configure'>, 'model' | 'approvalMode' | 'includeFolders' | 'mcpServers'> = {
      // A retired process may belong to the agent that the conversation had before, which doesn't know the new one's models.
      ...(settings.model !== model && settings.model !== null && !live.isRetired && { model: settings.model }),
      ...(settings.approvalMode !== approvalMode && { approvalMode: settings.approvalMode }),
      ...(!isSameList(settings.extraFolders, extraFolders) && { includeFolders: [...settings.extraFolders] }),
    };
    const mcpServers = live.isRetired ? {} : options.mcpServers(live.settings.agentId, live.settings.folder);
    const mcpText = JSON.stringify(mcpServers);
    if (mcpText !== live.mcpServers && !live.isRetired) changed.mcpServers = mcpServers;
    const { model: newModel, approvalMode: newMode, extraFolders: newFolders } = settings;
    live.settings = { ...live.settings, model: newModel, approvalMode: newMode, extraFolders: newFolders };
    live.mcpServers = mcpText;
    if (Object.keys(changed).length > 0) await askBridge(live.process, { type: 'configure', id: randomUUID(), ...changed });
  };

  /** What the end of a process means for the next one. An end that was asked for means nothing. */
  const followExit = async (process: BridgeProcess) => {
    const exit = await process.exited;
    options.onMcpStates([]);
    lastStderr = process.stderrTail;
    if (exit === null || !isCrash(exit)) return;
    const { stderrTail, ...facts } = exit;
    log.warn('The agent’s process ended unexpectedly', { conversationId, ...facts, stderrTail });
    options.restartPolicy.recordCrash();
  };

  const startProcess = async (settings: SessionSettings, signal: AbortSignal): Promise<LiveProcess> => {
    const decision = options.restartPolicy.decide();
    // After a crash the next start waits a little longer each time, so that one that can't work doesn't keep the machine busy.
    if (decision.mode === 'persistent' && decision.delayMs > 0) await delay(decision.delayMs, undefined, { signal });
    await options.admit();
    // One that is still ending (idle, retired) ends first: never two processes of one conversation.
    if (live !== null) await live.process.stop('replaced');
    const { agentId, folder, extraFolders, model, approvalMode } = settings;
    const process = options.createProcess(agentId, folder);
    const mcpServers = options.mcpServers(agentId, folder);
    const started: LiveProcess = {
      process,
      startedAt: Date.now(),
      settings,
      mcpServers: JSON.stringify(mcpServers),
      knownMessageId: null,
      isRetired: false,
    };
    live = started;
    startedProcesses++;
    lastUsedAt = Date.now();
    process.onStateChange(options.onStateChange);
    void followExit(process);
    const abandon = () => void process.stop('asked');
    signal.addEventListener('abort', abandon, { once: true });
    try {
      await process.start();
      await askBridge(process, {
        type: 'configure',
        id: randomUUID(),
        approvalMode,
        includeFolders: [...extraFolders],
        ...(model !== null && { model }),
        ...(folder !== null && { folder, hostTools: [...options.hostTools(folder)] }),
        ...(Object.keys(mcpServers).length > 0 && { mcpServers }),
      });
    } finally {
      signal.removeEventListener('abort', abandon);
    }
    return started;
  };

  /** Makes the agent's context end with the message that the prompt continues. The one rule for restart, edit, retry and branch. */
  const ensureContext = async (turn: SessionTurn, current: LiveProcess, isNewProcess: boolean) => {
    if (current.knownMessageId === turn.contextMessageId) return;
    turn.onPhase({ phase: 'restoring' });
    for (const frame of toRestoreFrames(turn.loadContext())) {
      await askBridge(current.process, { type: 'restore', id: randomUUID(), ...frame }, { correlationId: turn.assistantMessageId });
    }
    if (isNewProcess)
      turn.onNotice({ type: 'notice', notice: 'restored', text: 'The agent was started anew with this conversation’s history.' });
  };

  const warnOfOneShot = (turn: SessionTurn): RestartDecision => {
    const decision = options.restartPolicy.decide();
    if (decision.mode === 'one-shot') {
      const minutes = Math.max(1, Math.round(decision.coolDownMs / 60_000));
      turn.onNotice({
        type: 'notice',
        notice: 'one-shot',
        text: `The agent crashed again and again, so for ${minutes} min each turn gets a process of its own, with the history restored.`,
      });
    }
    return decision;
  };

  const allowByRule = async ({ approvalId, callId }: ApprovalRequest, process: BridgeProcess, turn: SessionTurn) => {
    turn.onAllowedByRule(callId);
    try {
      await askBridge(process, { type: 'approve', id: randomUUID(), approvalId, decision: 'allow-once' });
    } catch (error) {
      // The turn was stopped or the agent is gone: nothing waits for the answer any more.
      log.debug('A rule answered too late', { conversationId, callId, error });
    }
  };

  const followApproval = (event: BridgeEvent, process: BridgeProcess) => {
    if (event.event === 'approval_request') {
      // A person may take all day; the deadline is about agents that are stuck.
      openApprovals.set(event.approval.approvalId, process.holdDeadline(event.id));
    } else if (event.event === 'approval_closed') {
      openApprovals.get(event.approvalId)?.();
      openApprovals.delete(event.approvalId);
    } else {
      return;
    }
    options.onStateChange();
  };

  const answerHostCall = async ({ id, hostCallId, name, args }: HostCallEvent, process: BridgeProcess, turn: SessionTurn) => {
    const { folder } = turn.settings;
    // While we owe the answer the agent cannot make progress; what we do for it has a deadline of its own.
    const release = process.holdDeadline(id);
    const outcome: HostCallOutcome =
      folder === null
        ? { status: 'error', message: 'This conversation has no project folder.' }
        : await options.answerHostCall(folder, { name, args, correlationId: turn.assistantMessageId }, turn.signal);
    release();
    try {
      await askBridge(process, { type: 'host_result', id: randomUUID(), hostCallId, outcome }, { correlationId: turn.assistantMessageId });
    } catch (error) {
      // The turn was stopped or the agent is gone: nobody waits for the answer any more.
      log.debug('A host call was answered too late', { conversationId, name, error });
    }
  };

  /** The tool runs only when this has answered: what it changes is saved then. */
  const saveBefore = async (event: BeforeToolEvent, process: BridgeProcess, turn: SessionTurn) => {
    const { folder, extraFolders } = turn.settings;
    const release = process.holdDeadline(event.id);
    const outcome = await options.checkpoints.before({ messageId: turn.assistantMessageId, folder, extraFolders }, event);
    release();
    const { checkpointId } = event;
    try {
      await askBridge(process, { type: 'proceed', id: randomUUID(), checkpointId, outcome }, { correlationId: turn.assistantMessageId });
    } catch (error) {
      // The turn was stopped or the agent is gone: the tool does not run.
      log.debug('A tool was let go too late', { conversationId, error });
    }
  };

  /** Asks the agent to end its turn; one that does not in time is ended by force. */
  const cancelTurn = async (process: BridgeProcess, turnEnded: Promise<unknown>) => {
    // A process that takes no frame any more is dealt with by the deadline below.
    void askBridge(process, { type: 'cancel', id: randomUUID() }).catch(() => undefined);
    if (await settlesWithin(turnEnded, CANCEL_DEADLINE_MS)) return;
    log.warn('The agent did not end its turn in time; ending its process', { conversationId, deadlineMs: CANCEL_DEADLINE_MS });
    await stop('timed-out');
  };

  const converse = async (turn: SessionTurn, current: LiveProcess) => {
    const { process } = current;
    const { content, attachments } = toMessageContent(turn.prompt);
    const { model } = turn.settings;
    current.knownMessageId = 'unknown';
    const answered = askBridge(
      process,
      {
        type: 'message',
        id: randomUUID(),
        content,
        stream: true,
        ...(attachments.length > 0 && { attachments }),
        ...(model !== null && { model }),
      },
      {
        // The answer's id leads from the log to the message in the database, and back.
        correlationId: turn.assistantMessageId,
        progressDeadlineMs: options.progressDeadlineMs(),
        onEvent: (event) => {
          if (event.event === 'approval_request' && options.isAllowedByRule(event.approval)) {
            void allowByRule(event.approval, process, turn);
            return;
          }
          followApproval(event, process);
          if (event.event === 'mcp_servers') options.onMcpStates(event.servers);
          if (event.event === 'host_call') void answerHostCall(event, process, turn);
          if (event.event === 'before_tool') void saveBefore(event, process, turn);
          if (event.event === 'after_tool') options.checkpoints.after(event.checkpointId);
          // The agent is already set to it: without this the next turn would set it back.
          if (event.event === 'approval_mode') current.settings = { ...current.settings, approvalMode: event.approvalMode };
          turn.onEvent(event);
        },
      },
    );
    prompted?.resolve(process);
    const onAbort = () => void cancelTurn(process, answered);
    turn.signal.addEventListener('abort', onAbort, { once: true });
    try {
      await answered;
      current.knownMessageId = turn.assistantMessageId;
    } catch (error) {
      // An agent that hangs once would hang again: the next turn gets a new one, with the history restored.
      if (error instanceof AppError && error.code === 'timed-out') await stop('timed-out');
      throw error;
    } finally {
      turn.signal.removeEventListener('abort', onAbort);
    }
  };

  return {
    conversationId,
    configure: (settings) => configure(withModel(settings)),
    stop,
    get state() {
      return state();
    },
    get pid() {
      return live?.process.pid;
    },
    get agentId() {
      return live !== null && live.process.exit === null ? live.settings.agentId : null;
    },
    get restarts() {
      return Math.max(0, startedProcesses - 1);
    },
    get idleStopAt() {
      return idle.firesAt;
    },
    get stderrTail() {
      return live?.process.stderrTail ?? lastStderr;
    },
    get startedAt() {
      return live !== null && live.process.exit === null ? live.startedAt : null;
    },
    get lastUsedAt() {
      return lastUsedAt;
    },

    async checkAlive() {
      const asked = live;
      if (asked === null || !isUsable(asked.process)) return;
      try {
        await askBridge(asked.process, { type: 'ping', id: randomUUID() }, { progressDeadlineMs: PING_DEADLINE_MS });
      } catch (error) {
        // A refusal is an answer, too; only silence means that it is dead.
        if (!(error instanceof AppError) || error.code !== 'timed-out') return;
        log.warn('The agent does not answer any more; ending its process', { conversationId, pid: asked.process.pid });
        if (live === asked) await stop('timed-out');
      }
    },

    async mcpStates() {
      const asked = live;
      if (asked === null || !isUsable(asked.process) || asked.mcpServers === '{}') return [];
      const data = await askBridge(asked.process, { type: 'mcp_status', id: randomUUID() }, { progressDeadlineMs: PING_DEADLINE_MS });
      return z.array(mcpServerStateSchema).parse(data);
    },

    async restartMcpServer(server) {
      const asked = live;
      if (asked === null || !isUsable(asked.process) || asked.mcpServers === '{}') return;
      try {
        await askBridge(asked.process, { type: 'mcp_restart', id: randomUUID(), server });
      } catch (error) {
        // This agent's conversation is for another project.
        if (!(error instanceof AppError) || error.code !== 'not-found') throw error;
      }
    },

    async restart(settings) {
      if (runningTurn !== null) throw new AppError({ code: 'busy', message: 'Stop the turn first, then restart the agent.' });
      await stop('replaced');
      await startProcess(withModel(settings), new AbortController().signal);
      idle.arm();
      options.onStateChange();
    },

    async retire() {
      if (runningTurn === null) await stop('replaced');
      else if (live !== null) live.isRetired = true;
    },

    async runTurn(requested) {
      if (runningTurn !== null) throw new AppError({ code: 'busy', message: 'The agent is still answering.' });
      requested.signal.throwIfAborted();
      const turn = { ...requested, settings: withModel(requested.settings) };
      runningTurn = turn;
      prompted = createPrompted();
      idle.clear();
      options.onStateChange();
      try {
        const existing = live !== null && isUsable(live.process) ? live : null;
        if (existing !== null) await configure(turn.settings);
        if (existing === null) turn.onPhase({ phase: 'starting-agent' });
        const current = existing ?? (await startProcess(turn.settings, turn.signal));
        const { mode } = warnOfOneShot(turn);
        await ensureContext(turn, current, existing === null);
        turn.onPhase({ phase: 'waiting-for-model' });
        turn.signal.throwIfAborted();
        await converse(turn, current);
        // In one-shot mode a crash costs one turn and no more: no process is kept to crash again.
        if (mode === 'one-shot') await stop('asked');
      } finally {
        runningTurn = null;
        prompted.reject(noTurnToSteer());
        prompted = null;
        lastUsedAt = Date.now();
        releaseApprovals();
        if (live?.isRetired) await stop('replaced');
        if (live !== null && isUsable(live.process)) idle.arm();
        options.onStateChange();
      }
    },

    async steer({ id, parts }) {
      if (prompted === null) throw noTurnToSteer();
      const process = await prompted.promise;
      const { content, attachments } = toMessageContent(parts);
      await askBridge(process, { type: 'steer', id, content, ...(attachments.length > 0 && { attachments }) });
    },

    async answerApproval(answer) {
      if (live === null) throw new AppError({ code: 'conflict', message: 'The agent that asked is no longer running.' });
      await askBridge(live.process, { type: 'approve', id: randomUUID(), ...answer });
      openApprovals.get(answer.approvalId)?.();
      openApprovals.delete(answer.approvalId);
      options.onStateChange();
    },
  };
}

type Prompted = { promise: Promise<BridgeProcess>; resolve: (process: BridgeProcess) => void; reject: (reason: AppError) => void };

function createPrompted(): Prompted {
  const prompted = Promise.withResolvers<BridgeProcess>();
  // Nobody may be waiting for it.
  prompted.promise.catch(() => undefined);
  return prompted;
}

function noTurnToSteer(): AppError {
  return new AppError({ code: 'not-found', message: 'No turn runs that could take this in.' });
}

type ReleaseDeadline = () => void;
type HostCallEvent = Extract<BridgeEvent, { event: 'host_call' }>;

function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function isUsable(process: BridgeProcess): boolean {
  return process.state === 'ready' || process.state === 'working';
}

/** The prompt's texts as the frame's content, everything else as attachments. */
function toMessageContent(prompt: UserPart[]): { content: string; attachments: UserPart[] } {
  const content = prompt.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');
  return { content, attachments: prompt.filter((part) => part.type !== 'text') };
}
