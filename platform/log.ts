/**
 * Structured logging: one JSON object per line with time, level, message and fields, secrets removed. The same in every process of ours; main
 * writes to a file (log-file.ts), a sidecar to its stderr.
 *
 * Ours and not electron-log: that one formats text for Electron's processes, while bridge and MCP server are plain Node, and redaction of
 * fields, one shape for all processes and rotation by number would all have been added around it.
 */
import { z } from 'zod';
import { isSecretName, redactor as processRedactor, REMOVED, type Redactor } from './redaction.ts';

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export const logLevelSchema = z.enum(LOG_LEVELS);
export type LogLevel = z.infer<typeof logLevelSchema>;

/** Facts beside the message. Anything thrown may be a value; a field named like a secret loses its value. */
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

export interface LogOptions {
  /** Takes one line with its `\n`. */
  write(line: string, level: LogLevel): void;
  /** Asked for each line, so that a setting works at once. Default `info`. */
  level?: () => LogLevel;
  fields?: LogFields;
  redactor?: Redactor;
}

/** A frame may hold megabytes; its start says which one it was. */
const MAX_STRING_LENGTH = 4000;
const MAX_LINE_LENGTH = 32_000;

export function createLog(options: LogOptions): Log {
  const { write, level = () => 'info', fields = {}, redactor = processRedactor } = options;
  const isEnabled = (wanted: LogLevel) => LOG_LEVELS.indexOf(wanted) >= LOG_LEVELS.indexOf(level());
  const logAt = (lineLevel: LogLevel) => (message: string, more?: LogFields) => {
    if (isEnabled(lineLevel)) write(redactor.redact(formatLine(lineLevel, message, { ...fields, ...more })), lineLevel);
  };
  return {
    debug: logAt('debug'),
    info: logAt('info'),
    warn: logAt('warn'),
    error: logAt('error'),
    isEnabled,
    child: (more) => createLog({ ...options, fields: { ...fields, ...more } }),
  };
}

function formatLine(level: LogLevel, message: string, fields: LogFields): string {
  const head = { time: new Date().toISOString(), level, message };
  let line: string;
  try {
    line = JSON.stringify({ ...head, ...fields }, plainValue);
  } catch (error) {
    // A circular value or a getter that throws: the message is worth more than its fields.
    line = JSON.stringify({ ...head, fieldsLost: String(error) });
  }
  if (line.length > MAX_LINE_LENGTH) line = JSON.stringify({ ...head, fieldsCut: line.slice(0, MAX_LINE_LENGTH / 2) });
  return `${line}\n`;
}

function plainValue(name: string, value: unknown): unknown {
  if (typeof value === 'string') {
    if (isSecretName(name)) return REMOVED;
    return value.length > MAX_STRING_LENGTH ? `${value.slice(0, MAX_STRING_LENGTH)}… (${value.length} characters)` : value;
  }
  if (typeof value === 'bigint') return String(value);
  if (value instanceof Error) {
    // These are not enumerable on an error, and everything else a library hangs on one may be anything.
    const { name: errorName, message, stack, cause } = value;
    return { name: errorName, message, ...codeOf(value), stack, ...(cause !== undefined && { cause }) };
  }
  return value;
}

function codeOf(error: Error): { code?: unknown; details?: unknown } {
  return {
    ...('code' in error && { code: error.code }),
    ...('details' in error && { details: error.details }),
  };
}
