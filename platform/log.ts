/** Structured logging: what it takes to log. Where lines go is log-file.ts's part. */

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Facts beside the message. An `error` field may hold anything thrown. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Something to log to. The message is a fixed sentence; what varies goes into the fields, so that lines can be searched. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** False lets a caller skip the making of costly fields. */
  isEnabled(level: LogLevel): boolean;
  /** The same log with more fields on each line, e.g. `{ scope: 'bridge', correlationId }`. */
  child(fields: LogFields): Log;
}

/** Keeps nothing: the default where nobody gave a log. */
export const silentLog: Log = {
  debug: () => {},
  info: () => {},
  warn: () => {},
  error: () => {},
  isEnabled: () => false,
  child: () => silentLog,
};
