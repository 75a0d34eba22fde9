/** What an agent is to the frame loop: everything about frames, ids and order is the loop's business, everything about answers the agent's. */
import type { BridgeRequestOf, HelloData, RestoredMessage } from '#protocol/bridge.ts';
import type { ApprovalMode } from '#protocol/conversation.ts';
import type { AppError } from '#protocol/errors.ts';
import type { McpServerState } from '#protocol/mcp.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { HostCalls } from './host-calls.ts';
import type { EmitTurnEvent } from './turn-events.ts';

export interface ServedAgent {
  /** Calls of the client's tools; the loop gives them their channel and their results. */
  readonly hostCalls: HostCalls;
  /** Left out by an agent that changes no files. */
  readonly checkpoints?: Checkpoints;
  /** Who it is and what it can do. */
  introduce(): Omit<HelloData, 'protocolVersion'>;
  /** Takes settings over; what a running turn cannot change is taken by the next. */
  configure(request: BridgeRequestOf<'configure'>): Promise<void>;
  /** Replaces what it remembers of the conversation, or adds to it. Never called while a turn runs. */
  restore(messages: readonly RestoredMessage[], append: boolean): Promise<void>;
  /** Gets ready for a turn; the result makes it. Rejects with an `AppError` when none can be held. */
  prepareTurn(request: BridgeRequestOf<'message'>): Promise<(channel: TurnChannel) => ServedTurn>;
  /** The same for the turn that makes room in the context. Left out by an agent that can't. */
  prepareCompression?(): Promise<(channel: TurnChannel) => ServedTurn>;
  /** Begins what the first turn would have to wait for. What goes wrong is told by that turn. */
  warmUp?(): void;
  /** Its MCP servers; left out by an agent that knows none. */
  mcpStates?(): Promise<McpServerState[]>;
  /** Ends an MCP server if it runs, and begins to start it anew. Throws `not-found`. */
  restartMcpServer?(name: string): Promise<void>;
}

/** The way from a turn to the client. */
export interface TurnChannel {
  /** The client can be asked for approvals. */
  canAsk: boolean;
  emit: EmitTurnEvent;
  /** Fulfilled when the client has taken what was emitted: a turn never runs ahead of a slow reader. */
  drained(): Promise<void>;
}

export interface ServedTurn {
  /** Fulfilled with the whole answer; rejects with an `AppError`. */
  run(): Promise<string>;
  /** Ends it, in whatever phase it is; `run` then rejects with `reason`. */
  stop(reason: AppError): void;
  /**
   * Takes words that reach the model with its next request; emits `steered` then. Left out by an agent that can't be steered. Throws
   * `not-found` when no further request comes.
   */
  steer?(steer: BridgeRequestOf<'steer'>): void;
  /** Left out by an agent that asks for no approvals. Throws `not-found` for one that is not open. */
  answerApproval?(answer: BridgeRequestOf<'approve'>): void;
}

/** What an agent may tell the loop at any time. */
export interface AgentEvents {
  /** The mode changed without the client asking for it. */
  onApprovalModeChanged(mode: ApprovalMode): void;
}

export type CreateServedAgent = (events: AgentEvents) => ServedAgent;
