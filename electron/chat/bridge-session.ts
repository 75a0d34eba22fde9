/**
 * The live process of one conversation: started when a turn needs it, told the conversation's history when it does not know it, and
 * ended when it has been idle for long. Which agent it is, nothing here knows.
 */
import { randomUUID } from 'node:crypto';
import { settlesWithin } from '#platform/clock.ts';
import type { StopReason } from '#platform/sidecar-process.ts';
import type { SessionState } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import { answerAgent } from './agent-requests.ts';
import { askBridge, type BridgeProcess } from './bridge-process.ts';
import { createIdleTimer } from './idle-timer.ts';
import {
  answersPing,
  beginLiveProcess,
  configureLiveProcess,
  createLiveProcess,
  followExit,
  isUsable,
  type LiveProcess,
  readMcpStates,
  restartMcpServer,
  restoreLiveProcess,
  waitForStart,
} from './live-process.ts';
import { createOpenApprovals } from './open-approvals.ts';
import type { BridgeSession, BridgeSessionOptions, SessionSettings, SessionTurn } from './session.ts';
import { createSteering, messageRequest } from './steering.ts';

/** DESIGN.md: after Stop the agent has this long to end its turn; then its process tree is ended and the context restored later. */
const CANCEL_DEADLINE_MS = 2_000;

export function createBridgeSession(options: BridgeSessionOptions): BridgeSession {
  const { conversationId, log } = options;
  let live: LiveProcess | null = null;
  let startedProcesses = 0;
  let stops = 0;
  let lastUsedAt = 0;
  let lastStderr = '';
  let runningTurn: SessionTurn | null = null;
  const steering = createSteering();
  const openApprovals = createOpenApprovals();
  const idle = createIdleTimer(options.idleStopMs, () => void stop('idle'));

  const state = (): SessionState => {
    const processState = live?.process.state ?? 'stopped';
    if (processState !== 'ready' && processState !== 'working') return processState;
    if (openApprovals.size > 0) return 'waiting';
    return runningTurn === null ? 'ready' : 'working';
  };

  const stop = async (reason: StopReason) => {
    stops++;
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

  const startProcess = async (settings: SessionSettings, signal: AbortSignal): Promise<LiveProcess> => {
    await waitForStart(options, signal);
    // One that is still ending (idle, retired) ends first: never two processes of one conversation.
    if (live !== null) await live.process.stop('replaced');
    const started = createLiveProcess(options, settings);
    live = started;
    startedProcesses++;
    lastUsedAt = Date.now();
    started.process.onStateChange(options.onStateChange);
    void followExit(started.process, options).then(() => {
      options.onMcpStates([]);
      lastStderr = started.process.stderrTail;
    });
    await beginLiveProcess(started, options, signal);
    return started;
  };

  /** Makes the agent's context end with the message that the prompt continues. The one rule for restart, edit, retry and branch. */
  const ensureContext = async (turn: SessionTurn, current: LiveProcess, isNewProcess: boolean) => {
    if (current.knownMessageId === turn.contextMessageId) return;
    turn.onPhase({ phase: 'restoring' });
    await restoreLiveProcess(current, turn.loadContext(), turn.assistantMessageId);
    if (isNewProcess)
      turn.onNotice({ type: 'notice', notice: 'restored', text: 'The agent was started anew with this conversation’s history.' });
  };

  /** True: a crash costs this turn and no more, because no process is kept to crash again. */
  const isOneShot = (turn: SessionTurn): boolean => {
    const decision = options.restartPolicy.decide();
    if (decision.mode !== 'one-shot') return false;
    const minutes = Math.max(1, Math.round(decision.coolDownMs / 60_000));
    turn.onNotice({
      type: 'notice',
      notice: 'one-shot',
      text: `The agent crashed again and again, so for ${minutes} min each turn gets a process of its own, with the history restored.`,
    });
    return true;
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
    const { work, settings, assistantMessageId, signal } = turn;
    current.knownMessageId = 'unknown';
    const request =
      work.type === 'compress' ? { type: 'compress' as const, id: randomUUID() } : messageRequest(work.prompt, settings.model);
    const answered = askBridge(process, request, {
      // The answer's id leads from the log to the message in the database, and back.
      correlationId: assistantMessageId,
      progressDeadlineMs: options.progressDeadlineMs(),
      onEvent: (event) => {
        if (answerAgent(event, process, turn, options)) return;
        if (openApprovals.follow(event, process)) options.onStateChange();
        if (event.event === 'mcp_servers') options.onMcpStates(event.servers);
        // The agent is already set to it: without this the next turn would set it back.
        if (event.event === 'approval_mode') current.settings = { ...current.settings, approvalMode: event.approvalMode };
        turn.onEvent(event);
      },
    });
    steering.prompted(process);
    const onAbort = () => void cancelTurn(process, answered);
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      await answered;
      current.knownMessageId = assistantMessageId;
    } catch (error) {
      // An agent that hangs once would hang again: the next turn gets a new one, with the history restored.
      if (error instanceof AppError && error.code === 'timed-out') await stop('timed-out');
      throw error;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  };

  const runTurn = async (turn: SessionTurn) => {
    const existing = live !== null && isUsable(live) ? live : null;
    if (existing !== null) await configureLiveProcess(existing, options, turn.settings);
    if (existing === null) turn.onPhase({ phase: 'starting-agent' });
    const current = existing ?? (await startProcess(turn.settings, turn.signal));
    const endsWithTurn = isOneShot(turn);
    await ensureContext(turn, current, existing === null);
    turn.onPhase({ phase: turn.work.type === 'compress' ? 'compressing' : 'waiting-for-model' });
    turn.signal.throwIfAborted();
    await converse(turn, current);
    if (endsWithTurn) await stop('asked');
  };

  return {
    conversationId,
    stop,
    steer: steering.steer,
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

    async configure(settings) {
      if (live !== null && isUsable(live)) await configureLiveProcess(live, options, withModel(settings));
    },

    async checkAlive() {
      const asked = live;
      if (asked === null || !isUsable(asked) || (await answersPing(asked))) return;
      log.warn('The agent does not answer any more; ending its process', { conversationId, pid: asked.process.pid });
      if (live === asked) await stop('timed-out');
    },

    mcpStates: async () => (live === null ? [] : readMcpStates(live)),

    async restartMcpServer(server) {
      if (live !== null) await restartMcpServer(live, server);
    },

    async restart(settings) {
      if (runningTurn !== null) throw new AppError({ code: 'busy', message: 'Stop the turn first, then restart the agent.' });
      await stop('replaced');
      const stopsBefore = stops;
      try {
        await startProcess(withModel(settings), new AbortController().signal);
      } catch (error) {
        // Stopped while it started: what was asked for last is done, and no failure.
        if (stops !== stopsBefore) return;
        throw error;
      }
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
      steering.turnBegins();
      idle.clear();
      options.onStateChange();
      try {
        await runTurn(turn);
      } finally {
        runningTurn = null;
        steering.turnEnds();
        lastUsedAt = Date.now();
        openApprovals.closeAll();
        if (live?.isRetired) await stop('replaced');
        if (live !== null && isUsable(live)) idle.arm();
        options.onStateChange();
      }
    },

    async answerApproval(answer) {
      if (live === null) throw new AppError({ code: 'conflict', message: 'The agent that asked is no longer running.' });
      await askBridge(live.process, { type: 'approve', id: randomUUID(), ...answer });
      openApprovals.close(answer.approvalId);
      options.onStateChange();
    },
  };
}
