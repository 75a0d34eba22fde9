/** The app's log: structured lines in a rotated file, with every known secret taken out. */
import { join } from 'node:path';
import { createLog, type Log, type LogLevel } from '#platform/log.ts';
import { createLogFile, type LogFile } from '#platform/log-file.ts';

export interface AppLog {
  readonly log: Log;
  readonly file: LogFile;
}

/** `AGENT_MANAGER_LOG_LEVEL=debug` shows every frame of every bridge. */
export function createAppLog(logFolder: string, environment: NodeJS.ProcessEnv = process.env): AppLog {
  const file = createLogFile({ path: join(logFolder, 'main.log') });
  const level: LogLevel = environment.AGENT_MANAGER_LOG_LEVEL === 'debug' ? 'debug' : 'info';
  return { file, log: createLog({ level: () => level, write: file.write }) };
}
