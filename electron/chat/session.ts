/** What a conversation's live agent is to the rest of main: what it is made of, what it can be asked, and what a turn with it needs. */
import type { Log } from '#platform/log.ts';
import type { RestartPolicy } from '#platform/restart-policy.ts';
import type { StopReason } from '#platform/sidecar-process.ts';
import type { BridgeEvent, BridgeRequestOf, HostTool, McpServer, RestoredMessage } from '#protocol/bridge.ts';
import type { ApprovalDecision, ApprovalMode, ApprovalRequest, Part, SessionState, UserPart } from '#protocol/conversation.ts';
import type { TurnPhase } from '#protocol/ipc.ts';
import type { McpServerState } from '#protocol/mcp.ts';
import type { BridgeProcess } from './bridge-process.ts';

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

/** What a turn is for: an answer to a prompt, or room in the model's context. */
export type TurnWork = { type: 'answer'; prompt: UserPart[] } | { type: 'compress' };

export interface SessionTurn {
  work: TurnWork;
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
  /** Aborted: the turn is being stopped. */
  signal: AbortSignal;
}

export type BeforeToolEvent = Extract<BridgeEvent, { event: 'before_tool' }>;
export type ProceedOutcome = BridgeRequestOf<'proceed'>['outcome'];

export type HostCallOutcome = { status: 'success'; output: string } | { status: 'error'; message: string };
