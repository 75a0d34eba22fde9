/**
 * One turn of the person: stream an answer, run the tools it asks for, send the results back, until it asks for none.
 *
 * The SDK drops the person's message and the partial answer from its history when a turn fails or is stopped. The turn therefore keeps
 * what belongs to the conversation itself, reports it round by round, and puts it back at the end.
 */
import { randomUUID } from 'node:crypto';
import type { BridgeRequestOf } from '#protocol/bridge.ts';
import type { Usage } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import { cancelledError, unlessAborted } from '../serving/cancellation.ts';
import type { EmitTurnEvent } from '../serving/turn-events.ts';
import type { ApprovalAnswer } from './approvals.ts';
import { compressedWords } from './compression.ts';
import { classifyError, contextFullError, invalidStreamError, refused } from './errors.ts';
import { compressedHistory, repairContents, responseContents, toContentParts } from './history.ts';
import { parseThought } from './provider-tap.ts';
import {
  type Content,
  type ContentPart,
  CoreEvent,
  coreEvents,
  FinishReason,
  GeminiEventType,
  type RetryAttemptPayload,
  type ServerGeminiStreamEvent,
  type ToolCallRequestInfo,
  tokenLimit,
} from './sdk.ts';
import type { SdkSession } from './sdk-session.ts';
import { createTurnTools, type TurnTools } from './turn-tools.ts';
import { addUsage } from './usage.ts';

export interface TurnOptions {
  session: SdkSession;
  prompt: ContentPart[];
  folder: string;
  /** The client can be asked for approvals. */
  canAsk: boolean;
  emit: EmitTurnEvent;
  /** Fulfilled when the client has taken what was emitted: the turn never runs ahead of a slow reader. */
  drained(): Promise<void>;
}

/** Finish reasons with which the provider cut its own answer. */
const REFUSALS: ReadonlySet<string> = new Set([
  FinishReason.SAFETY,
  FinishReason.RECITATION,
  FinishReason.PROHIBITED_CONTENT,
  FinishReason.BLOCKLIST,
  FinishReason.SPII,
  FinishReason.LANGUAGE,
]);

export class Turn {
  readonly #options: TurnOptions;
  readonly #abort = new AbortController();
  readonly #promptId = randomUUID();
  readonly #tools: TurnTools;
  /** What the model said before the present round, and in it. */
  readonly #said: string[] = [];
  #roundText = '';
  #usage: Usage | null = null;
  #model: string;
  /** The conversation up to the last thing the SDK keeps by itself, and what came after it. */
  #kept: Content[];
  #unkept: Content[] = [];
  /** What the person said since the last request. */
  #steers: { steerId: string; parts: ContentPart[] }[] = [];
  /** False once no further request comes. */
  #takesSteers = true;

  constructor(options: TurnOptions) {
    this.#options = options;
    this.#model = options.session.config.getModel();
    this.#kept = options.session.history();
    this.#tools = createTurnTools(options.session, options.folder, options.canAsk, options.emit);
  }

  /** Ends the turn, in whatever phase it is; `run` then rejects with `reason`. */
  stop(reason: AppError = cancelledError()): void {
    this.#abort.abort(reason);
  }

  answerApproval(answer: ApprovalAnswer): void {
    this.#tools.approvals.answer(answer);
  }

  /** Takes words in for the next request: beside the results of tools, or as a further round where the answer would have ended. */
  steer({ id, content, attachments }: BridgeRequestOf<'steer'>): void {
    const parts = toContentParts([{ type: 'text', text: content }, ...(attachments ?? [])]);
    if (parts.length === 0) throw new AppError({ code: 'invalid-request', message: 'The message is empty.' });
    if (!this.#takesSteers || this.#abort.signal.aborted)
      throw new AppError({ code: 'not-found', message: 'The turn is ending and takes nothing in any more.' });
    this.#steers.push({ steerId: id, parts });
  }

  /** Fulfilled with the whole answer; rejects with an `AppError`. In both cases the session's history is whole. */
  async run(): Promise<string> {
    const { session, emit } = this.#options;
    coreEvents.on(CoreEvent.RetryAttempt, this.#onRetry);
    // What an earlier turn failed with says nothing about this one.
    session.tap.lastFailure = undefined;
    session.tap.onThought = (raw) => emit({ event: 'thought_delta', ...parseThought(raw) });
    session.mcp.listen({
      onStates: (servers) => emit({ event: 'mcp_servers', servers }),
      onNotice: (text) => emit({ event: 'notice', notice: 'mcp', text }),
    });
    try {
      await this.#converse();
      return this.#said.join('\n\n');
    } catch (error) {
      await this.#keepPartialAnswer();
      throw this.#abort.signal.aborted ? toAppError(this.#abort.signal.reason) : classifyError(error);
    } finally {
      coreEvents.off(CoreEvent.RetryAttempt, this.#onRetry);
      session.tap.onThought = undefined;
      session.mcp.listen(undefined);
      this.#tools.close();
    }
  }

  async #converse(): Promise<void> {
    const { signal } = this.#abort;
    const { mcp } = this.#options.session;
    await unlessAborted(mcp.ready(), signal);
    mcp.tellMissing();
    let message = this.#options.prompt;
    this.#report([{ role: 'user', parts: message }]);
    for (;;) {
      const calls = await this.#stream(message);
      this.#keepRound();
      if (calls.length === 0 && this.#steers.length === 0) {
        this.#takesSteers = false;
        return;
      }
      const responses = calls.length === 0 ? [] : await this.#runTools(calls);
      message = [...responses, ...this.#takeSteers()];
      await this.#options.drained();
    }
  }

  async #runTools(calls: ToolCallRequestInfo[]): Promise<ContentPart[]> {
    try {
      const responses = await this.#tools.run(calls, this.#abort.signal);
      this.#report(responseContents(responses));
      return responses;
    } catch (error) {
      if (this.#tools.interrupted !== undefined) this.#report(responseContents(this.#tools.interrupted));
      throw error;
    }
  }

  /** The person's words for the request that comes now. */
  #takeSteers(): ContentPart[] {
    const steers = this.#steers;
    this.#steers = [];
    for (const { steerId, parts } of steers) {
      // Reported first: words told as taken must be in what a restore gives back.
      this.#report([{ role: 'user', parts }]);
      this.#options.emit({ event: 'steered', steerId });
    }
    return steers.flatMap(({ parts }) => parts);
  }

  /** One request to the provider. The calls it asks for; none when the answer is done. */
  async #stream(message: ContentPart[]): Promise<ToolCallRequestInfo[]> {
    const { session, drained } = this.#options;
    const { signal } = this.#abort;
    this.#roundText = '';
    const calls: ToolCallRequestInfo[] = [];
    const events = session.config.getGeminiClient().sendMessageStream(message, signal, this.#promptId);
    try {
      for (;;) {
        const { done, value } = await unlessAborted(events.next(), signal);
        if (done) return calls;
        if (value.type === GeminiEventType.ToolCallRequest) calls.push(value.value);
        else this.#handle(value);
        await drained();
      }
    } catch (error) {
      // Not awaited: after a stop it may end much later, and nobody listens to it any more.
      events.return(undefined as never).catch(() => {});
      throw error;
    }
  }

  #handle(event: ServerGeminiStreamEvent): void {
    const { emit, session } = this.#options;
    switch (event.type) {
      case GeminiEventType.Content:
        this.#roundText += event.value;
        emit({ event: 'text_delta', text: event.value });
        return;
      case GeminiEventType.ModelInfo:
        this.#model = event.value;
        return;
      case GeminiEventType.Finished:
        this.#finish(event.value);
        return;
      case GeminiEventType.Citation:
        emit({ event: 'notice', notice: 'info', text: event.value });
        return;
      case GeminiEventType.ChatCompressed:
        this.#kept = session.history();
        // What this turn told since is not in it yet, and belongs behind it.
        emit({ event: 'history', contents: [compressedHistory(this.#kept), ...structuredClone(this.#unkept)] });
        emit({ event: 'notice', notice: 'context-compressed', text: compressedWords(event.value) });
        return;
      case GeminiEventType.LoopDetected:
        emit({ event: 'notice', notice: 'loop-detected', text: 'The agent repeated itself, so its turn was ended.' });
        return;
      case GeminiEventType.MaxSessionTurns:
        emit({
          event: 'notice',
          notice: 'info',
          text: 'The agent reached the number of steps it may take in one turn.',
        });
        return;
      case GeminiEventType.UserCancelled:
        throw cancelledError();
      case GeminiEventType.ContextWindowWillOverflow:
        throw contextFullError();
      case GeminiEventType.InvalidStream:
        throw session.tap.lastFailure === undefined
          ? invalidStreamError(event.value.type, event.value.message)
          : classifyError(session.tap.lastFailure);
      case GeminiEventType.Error:
        throw classifyError(session.tap.lastFailure ?? event.value.error);
    }
  }

  #finish({
    reason,
    usageMetadata,
  }: {
    reason: FinishReason | undefined;
    usageMetadata?: Parameters<typeof addUsage>[1] | undefined;
  }): void {
    const { emit } = this.#options;
    if (usageMetadata !== undefined) {
      this.#usage = addUsage(this.#usage, usageMetadata, tokenLimit(this.#model));
      emit({ event: 'usage', usage: this.#usage, model: this.#model });
    }
    if (reason === FinishReason.MAX_TOKENS && this.#roundText !== '') {
      emit({
        event: 'notice',
        notice: 'info',
        text: 'The answer ends here because it reached the longest length the model can give.',
      });
    }
    if (reason !== undefined && REFUSALS.has(reason)) throw refused(reason);
  }

  /** Another try begins. Once words of the first were shown it would show them twice, so the person decides. */
  readonly #onRetry = (retry: RetryAttemptPayload): void => {
    const { session, emit } = this.#options;
    const { lastFailure } = session.tap;
    const error = lastFailure === undefined ? invalidStreamError(retry.error ?? '', '') : classifyError(lastFailure);
    if (this.#roundText !== '') this.stop(error);
    else
      emit({
        event: 'retry',
        attempt: retry.attempt,
        maxAttempts: retry.maxAttempts,
        delayMs: Math.round(retry.delayMs),
        message: error.message,
      });
  };

  #report(contents: Content[]): void {
    if (contents.length === 0) return;
    // Copied: the SDK changes parts it was given (call ids, hidden bytes).
    const copy = structuredClone(contents);
    this.#unkept.push(...copy);
    this.#options.emit({ event: 'history', contents: copy });
  }

  /** After a good round the SDK's own history has it all, with the signatures the API wants back. */
  #keepRound(): void {
    const history = this.#options.session.history();
    const answer = history.slice(history.findLastIndex((content) => content.role !== 'model') + 1);
    if (answer.length > 0) this.#report(answer);
    this.#kept = history;
    this.#unkept = [];
    if (this.#roundText !== '') this.#said.push(this.#roundText);
    this.#roundText = '';
  }

  async #keepPartialAnswer(): Promise<void> {
    if (this.#roundText !== '' && this.#unkept.at(-1)?.role === 'user')
      this.#report([{ role: 'model', parts: [{ text: this.#roundText }] }]);
    const whole = repairContents([...this.#kept, ...this.#unkept]);
    await this.#options.session.replaceHistory(whole);
  }
}

function toAppError(reason: unknown): AppError {
  return reason instanceof AppError ? reason : cancelledError();
}
