/** Makes room in the model's context because the person asked for it: the SDK's own compression, done now. */
import { randomUUID } from 'node:crypto';
import { settlesWithin } from '#platform/clock.ts';
import type { Usage } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import { cancelledError, unlessAborted } from '../serving/cancellation.ts';
import type { ServedTurn } from '../serving/served-agent.ts';
import type { EmitTurnEvent } from '../serving/turn-events.ts';
import { classifyError } from './errors.ts';
import { compressedHistory } from './history.ts';
import { CompressionStatus, tokenLimit } from './sdk.ts';
import type { SdkSession } from './sdk-session.ts';
import { addUsage } from './usage.ts';

/** After a stop, this long for a request under way to notice, so that it can't replace the history afterwards. */
const STOP_GRACE_MS = 1000;

export class Compression implements ServedTurn {
  readonly #session: SdkSession;
  readonly #emit: EmitTurnEvent;
  readonly #abort = new AbortController();

  constructor(session: SdkSession, emit: EmitTurnEvent) {
    this.#session = session;
    this.#emit = emit;
  }

  stop(reason: AppError = cancelledError()): void {
    this.#abort.abort(reason);
  }

  /** Fulfilled with what was done; rejects with an `AppError`, and nothing is changed then. */
  async run(): Promise<string> {
    const { config, tap } = this.#session;
    const { signal } = this.#abort;
    const before = this.#session.history();
    const model = config.getModel();
    const contextWindow = tokenLimit(model);
    let usage: Usage | null = null;
    tap.lastFailure = undefined;
    tap.onUnstreamedUsage = (call) => {
      usage = addUsage(usage, call, contextWindow);
    };
    const running = config.getGeminiClient().tryCompressChat(randomUUID(), true, signal);
    let info: Awaited<typeof running>;
    try {
      info = await unlessAborted(running, signal);
    } catch (error) {
      await settlesWithin(running, STOP_GRACE_MS);
      await this.#session.replaceHistory(before);
      throw signal.aborted ? signal.reason : classifyError(tap.lastFailure ?? error);
    } finally {
      tap.onUnstreamedUsage = undefined;
    }
    if (info.compressionStatus !== CompressionStatus.COMPRESSED) throw notCompressed(info.compressionStatus);
    const text = compressedWords(info);
    this.#emit({ event: 'history', contents: [compressedHistory(this.#session.history())] });
    this.#emit({ event: 'notice', notice: 'context-compressed', text });
    usage = { ...(usage ?? addUsage(null, {}, contextWindow)), contextTokens: info.newTokenCount };
    this.#emit({ event: 'usage', usage, model });
    return text;
  }
}

/** The SDK gives the figures where it could count. */
export function compressedWords(info: { originalTokenCount?: number; newTokenCount?: number } | null): string {
  const { originalTokenCount: before = 0, newTokenCount: after = 0 } = info ?? {};
  const figures = before > 0 && after > 0 ? ` (from ${before.toLocaleString('en')} to ${after.toLocaleString('en')} tokens)` : '';
  return `The conversation got long: its beginning is now a summary for the model${figures}.`;
}

function notCompressed(status: CompressionStatus): AppError {
  switch (status) {
    case CompressionStatus.NOOP:
      return new AppError({ code: 'conflict', message: 'There is too little in this conversation yet to summarize.' });
    case CompressionStatus.COMPRESSION_FAILED_INFLATED_TOKEN_COUNT:
      return new AppError({ code: 'conflict', message: 'A summary would have taken more room than it saves, so nothing was changed.' });
    default:
      return new AppError({ code: 'refused', message: 'Gemini gave no summary, so nothing was changed. Try again.', action: 'retry' });
  }
}
