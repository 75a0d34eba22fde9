/** Answers requests for whatever agent there is: one frame loop, one turn at a time. */

import { findRequestId, type LineProblem } from '#platform/json-lines.ts';
import { BRIDGE_PROTOCOL_VERSION, type BridgeRequest, type BridgeRequestOf } from '#protocol/bridge.ts';
import type { ApprovalMode } from '#protocol/conversation.ts';
import { AppError, toErrorInfo } from '#protocol/errors.ts';
import { cancelledError, unlessAborted } from './cancellation.ts';
import type { FrameWriter } from './frame-writer.ts';
import { lineError, parseRequest, requestId } from './requests.ts';
import type { CreateServedAgent, ServedAgent, ServedTurn, TurnChannel } from './served-agent.ts';
import type { TurnEvent } from './turn-events.ts';

export interface ServerOptions {
  frames: FrameWriter;
  createAgent: CreateServedAgent;
  /** Ends the process with exit code 0. */
  exit(): void;
}

/** What a turn is held for. */
type TurnRequest = BridgeRequestOf<'message'> | BridgeRequestOf<'compress'>;

/** The turn that runs, from the request on: `turn` is set when the session is open. */
interface RunningTurn {
  readonly id: string | undefined;
  readonly isStream: boolean;
  readonly stopped: AbortController;
  turn: ServedTurn | undefined;
  /** Came before the turn was made. */
  readonly earlySteers: BridgeRequestOf<'steer'>[];
}

export class BridgeServer {
  readonly #options: ServerOptions;
  readonly #agent: ServedAgent;
  #running: RunningTurn | undefined;
  #clientCanApprove = false;
  #clientTakesCheckpoints = false;
  /** Restores and settings one after the other, in the order they came in, and before the next turn. */
  #settled: Promise<unknown> = Promise.resolve();

  constructor(options: ServerOptions) {
    this.#options = options;
    this.#agent = options.createAgent({ onApprovalModeChanged: (approvalMode) => this.#tellApprovalMode(approvalMode) });
  }

  /** Takes one line's value. Never throws. */
  handleLine(value: unknown): void {
    const id = requestId(value);
    let request: BridgeRequest;
    try {
      request = parseRequest(value);
    } catch (error) {
      this.#fail(id, error);
      return;
    }
    this.#dispatch(request).catch((error: unknown) => this.#fail(id, error));
  }

  handleProblem(problem: LineProblem): void {
    // The stream ended inside a line; nobody is there to be told.
    if (problem.kind === 'cut-off') return;
    const id = findRequestId(problem.start);
    this.#fail(typeof id === 'string' && id !== '' ? id : undefined, lineError(problem));
  }

  /** Something broke outside of any request: the turn that runs cannot be trusted any more, the bridge goes on. */
  handleUnexpected(error: unknown): void {
    const { message, details } = toErrorInfo(error);
    this.#stop(
      new AppError(
        {
          code: 'internal',
          message: `The agent failed unexpectedly: ${message}`,
          action: 'retry',
          ...(details && { details }),
        },
        { cause: error },
      ),
    );
  }

  async #dispatch(request: BridgeRequest): Promise<void> {
    switch (request.type) {
      case 'message':
      case 'compress':
        return this.#runInTurn(request);
      case 'hello':
        this.#clientCanApprove = request.capabilities.approvals;
        this.#clientTakesCheckpoints = request.capabilities.checkpoints;
        return this.#succeed(request.id, { protocolVersion: BRIDGE_PROTOCOL_VERSION, ...this.#agent.introduce() });
      case 'configure':
        return this.#configure(request);
      case 'restore':
        return this.#restore(request);
      case 'cancel':
        this.#stop(cancelledError());
        return this.#succeed(request.id, 'cancelled');
      case 'steer':
        return this.#steer(request);
      case 'approve':
        return this.#approve(request);
      case 'host_result':
        this.#agent.hostCalls.settle(request.hostCallId, request.outcome);
        return this.#succeed(request.id, 'taken');
      case 'proceed':
        return this.#proceed(request);
      case 'mcp_status':
        return this.#succeed(request.id, (await this.#agent.mcpStates?.()) ?? []);
      case 'mcp_restart':
        await this.#agent.restartMcpServer?.(request.server);
        return this.#succeed(request.id, (await this.#agent.mcpStates?.()) ?? []);
      case 'ping':
        return this.#succeed(request.id, 'pong');
      case 'shutdown':
        return this.#shutdown(request.id);
    }
  }

  async #runInTurn(request: TurnRequest): Promise<void> {
    if (this.#running !== undefined)
      throw new AppError({ code: 'busy', message: 'A turn is running. Wait for its end, or send "cancel".' });
    const running: RunningTurn = {
      id: request.id,
      isStream: request.type === 'compress' || request.stream === true,
      stopped: new AbortController(),
      turn: undefined,
      earlySteers: [],
    };
    this.#running = running;
    let answer: string;
    try {
      answer = await this.#runTurn(request, running);
    } catch (error) {
      this.#running = undefined;
      for (const { id } of running.earlySteers) this.#fail(id, noTurnToSteer());
      this.#fail(request.id, error);
      return;
    }
    this.#running = undefined;
    this.#succeed(request.id, answer);
  }

  async #runTurn(request: TurnRequest, running: RunningTurn): Promise<string> {
    const { frames } = this.#options;
    const { id, isStream, stopped } = running;
    const emit = (event: TurnEvent) => {
      if (isStream && id !== undefined && this.#running === running) frames.send({ id, ...event });
    };
    const makeTurn = await unlessAborted(
      this.#settled.then(() => this.#prepare(request)),
      stopped.signal,
    );
    if (isStream) this.#agent.hostCalls.setChannel((call) => emit({ event: 'host_call', ...call }));
    if (isStream && this.#clientTakesCheckpoints) this.#agent.checkpoints?.setChannel(emit);
    try {
      running.turn = makeTurn({
        canAsk: isStream && this.#clientCanApprove,
        emit,
        drained: () => frames.drained(),
      });
      for (const steer of running.earlySteers.splice(0)) this.#passSteer(running.turn, steer);
      return await running.turn.run();
    } finally {
      this.#agent.hostCalls.setChannel(undefined);
      this.#agent.checkpoints?.setChannel(undefined);
    }
  }

  #prepare(request: TurnRequest): Promise<(channel: TurnChannel) => ServedTurn> {
    if (request.type === 'message') return this.#agent.prepareTurn(request);
    if (this.#agent.prepareCompression === undefined)
      throw new AppError({ code: 'conflict', message: 'This agent can’t summarize a conversation to make room.' });
    return this.#agent.prepareCompression();
  }

  async #configure(request: BridgeRequestOf<'configure'>): Promise<void> {
    await this.#inOrder(() => this.#agent.configure(request));
    this.#succeed(request.id, 'configured');
    // The folder is known now: the first turn need not wait for the agent.
    if (this.#running === undefined) this.#agent.warmUp?.();
  }

  async #restore(request: BridgeRequestOf<'restore'>): Promise<void> {
    if (this.#running !== undefined) throw new AppError({ code: 'conflict', message: 'The history cannot be replaced while a turn runs.' });
    await this.#inOrder(() => this.#agent.restore(request.messages, request.append));
    this.#succeed(request.id, 'restored');
  }

  #steer(request: BridgeRequestOf<'steer'>): void {
    const running = this.#running;
    if (running === undefined) throw noTurnToSteer();
    if (running.turn === undefined) running.earlySteers.push(request);
    else this.#passSteer(running.turn, request);
  }

  #passSteer(turn: ServedTurn, request: BridgeRequestOf<'steer'>): void {
    try {
      if (turn.steer === undefined)
        throw new AppError({
          code: 'conflict',
          message: 'This agent takes nothing in while it answers. Send it once the answer has ended.',
        });
      turn.steer(request);
      this.#succeed(request.id, 'taken');
    } catch (error) {
      this.#fail(request.id, error);
    }
  }

  #approve(request: BridgeRequestOf<'approve'>): void {
    const turn = this.#running?.turn;
    if (turn === undefined) throw new AppError({ code: 'not-found', message: 'No turn runs that waits for an approval.' });
    if (turn.answerApproval === undefined) throw new AppError({ code: 'not-found', message: 'This agent asks for no approvals.' });
    turn.answerApproval(request);
    this.#succeed(request.id, 'taken');
  }

  #proceed({ id, checkpointId, outcome }: BridgeRequestOf<'proceed'>): void {
    if (this.#agent.checkpoints === undefined) throw new AppError({ code: 'not-found', message: 'This agent changes no files.' });
    this.#agent.checkpoints.settle(checkpointId, outcome);
    this.#succeed(id, 'taken');
  }

  async #shutdown(id: string): Promise<void> {
    if (this.#running !== undefined) {
      this.#fail(this.#running.id, cancelledError());
      this.#running = undefined;
    }
    this.#succeed(id, 'bye');
    await this.#options.frames.drained();
    this.#options.exit();
  }

  #stop(reason: AppError): void {
    this.#running?.stopped.abort(reason);
    this.#running?.turn?.stop(reason);
  }

  #inOrder<Value>(work: () => Promise<Value>): Promise<Value> {
    const result = this.#settled.then(work);
    this.#settled = result.catch(() => {});
    return result;
  }

  #tellApprovalMode(approvalMode: ApprovalMode): void {
    const running = this.#running;
    if (running?.isStream && running.id !== undefined) this.#options.frames.send({ id: running.id, event: 'approval_mode', approvalMode });
  }

  #succeed(id: string | undefined, data: unknown): void {
    this.#options.frames.send({ ...(id !== undefined && { id }), status: 'success', data });
  }

  #fail(id: string | undefined, error: unknown): void {
    this.#options.frames.send({ ...(id !== undefined && { id }), status: 'error', ...toErrorInfo(error) });
  }
}

function noTurnToSteer(): AppError {
  return new AppError({ code: 'not-found', message: 'No turn runs that could take this in.' });
}
