/**
 * Error codes that cross a boundary, and the one shape an error has while it does.
 *
 * Decide by `code`, never by `message`: the message is a plain sentence for a person and may change.
 */
import { z } from 'zod';

/** The agent or its provider said no. The person acts, with the action offered. */
export const AGENT_ERROR_CODES = [
  /** The provider wants other credentials: none, wrong or revoked. */
  'auth',
  /** Too many requests or an empty quota; `retryAfterMs` says when to try again, where known. */
  'quota',
  /** The provider could not be reached, or the connection broke. */
  'network',
  'model-not-found',
  /** The provider declined to answer (safety, recitation, policy). */
  'refused',
  /** The conversation no longer fits the model's context window. */
  'context-full',
] as const;

/** A frame or payload was wrong. The sender can send a better one at once. */
export const REQUEST_ERROR_CODES = [
  'invalid-json',
  'invalid-request',
  'unknown-type',
  /** A line above the cap, see `MAX_LINE_BYTES` in bridge.ts. */
  'too-large',
  /** A turn is already running: one conversation has one turn at a time. */
  'busy',
  'not-found',
  /** The request makes sense, but not in the present state. */
  'conflict',
  /** An IPC message from a frame that may not send one. */
  'forbidden',
] as const;

/** A child process or the pipe to it failed. */
export const PROCESS_ERROR_CODES = [
  'start-failed',
  'closed',
  'timed-out',
  'exited',
  /** The peer sent something that is no frame of the protocol. */
  'invalid-message',
  /** The person paused all agents: nothing starts until resumed. */
  'paused',
] as const;

/** The database or a file could not be used. */
export const STORAGE_ERROR_CODES = [
  'storage-corrupt',
  'storage-read-only',
  'storage-busy',
  'storage-full',
  /** Written by a newer version of the app: refused, never downgraded. */
  'storage-too-new',
  'storage-unavailable',
] as const;

export const ERROR_CODES = [
  ...AGENT_ERROR_CODES,
  ...REQUEST_ERROR_CODES,
  ...PROCESS_ERROR_CODES,
  ...STORAGE_ERROR_CODES,
  /** Somebody asked for it to stop. Not a failure, never shown as one. */
  'cancelled',
  /** A bug of ours or of a library: keep the log. */
  'internal',
] as const;

export const errorCodeSchema = z.enum(ERROR_CODES);
export type ErrorCode = z.infer<typeof errorCodeSchema>;

/** What the person can do about an error; the window shows it as a button. */
export const errorActionSchema = z.enum([
  'retry',
  'open-settings',
  'wait-and-retry',
  'choose-model',
  'choose-folder',
  'new-conversation',
  /** Summarizes the beginning of the conversation, so that the model can read on. */
  'make-room',
  'show-log',
  /** The database itself is damaged: start again in the recovery screen. */
  'open-recovery',
]);
export type ErrorAction = z.infer<typeof errorActionSchema>;

export const errorInfoSchema = z.object({
  code: errorCodeSchema,
  /** A plain sentence: what happened and what to do. */
  message: z.string(),
  action: errorActionSchema.optional(),
  /** Milliseconds from now until a retry makes sense. */
  retryAfterMs: z.number().nonnegative().optional(),
  /** Technical text, folded away in the window: an exit code, stderr lines, the provider's own words. */
  details: z.string().optional(),
});
/** An error as data: what crosses IPC, a bridge frame or goes into the database. */
export type ErrorInfo = z.infer<typeof errorInfoSchema>;

/** An error with a code and, where there is one, the action that helps. Throw this wherever the cause is understood. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly action: ErrorAction | undefined;
  readonly retryAfterMs: number | undefined;
  readonly details: string | undefined;

  constructor(info: ErrorInfo, options?: { cause?: unknown }) {
    super(info.message, options);
    this.name = 'AppError';
    this.code = info.code;
    this.action = info.action;
    this.retryAfterMs = info.retryAfterMs;
    this.details = info.details;
  }

  toInfo(): ErrorInfo {
    return {
      code: this.code,
      message: this.message,
      ...(this.action !== undefined && { action: this.action }),
      ...(this.retryAfterMs !== undefined && { retryAfterMs: this.retryAfterMs }),
      ...(this.details !== undefined && { details: this.details }),
    };
  }
}

/** Turns anything thrown into data. What is no `AppError` was not understood by whoever threw it, so it is `internal`. */
export function toErrorInfo(error: unknown): ErrorInfo {
  if (error instanceof AppError) return error.toInfo();
  const message = error instanceof Error ? error.message : String(error);
  const details = error instanceof Error ? error.stack : undefined;
  return { code: 'internal', message, ...(details !== undefined && { details }) };
}
