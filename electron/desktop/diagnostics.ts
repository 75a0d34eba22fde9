/** What a person sends along when something goes wrong: facts about the app and the end of its log, never their words or secrets. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { redactor } from '#platform/redaction.ts';
import type { AppInfo, ProcessInfo, Settings } from '#protocol/ipc.ts';

/** Some hundred lines: enough for what led to a failure, short enough to paste. */
const LOG_TAIL_BYTES = 32 * 1024;

export interface DiagnosticsSources {
  appInfo: AppInfo;
  settings: Settings;
  processes: ProcessInfo[];
  logFile: string;
  /** E.g. the versions of Electron and Chromium. */
  versions: Record<string, string | undefined>;
}

/** Plain text, with secrets and the person's home folder taken out. */
export function describeApp({ appInfo, settings, processes, logFile, versions }: DiagnosticsSources): string {
  const { recentFolders, ...shareable } = settings;
  const processLines = processes.map(
    ({ pid, parentPid, kind, state, cpuPercent, memoryBytes, restarts }) =>
      `${pid} (parent ${parentPid ?? '-'}) ${kind} ${state ?? ''} ${cpuPercent.toFixed(1)} % ${Math.round(memoryBytes / 1_048_576)} MB, ${restarts} restarts`,
  );
  const text = [
    `Agent Manager ${appInfo.version} on ${appInfo.platform}`,
    ...Object.entries(versions).map(([name, version]) => `${name} ${version ?? 'unknown'}`),
    `Settings: ${JSON.stringify({ ...shareable, recentFolders: recentFolders.length })}`,
    '',
    'Processes:',
    ...processLines,
    '',
    'End of the log:',
    readTail(logFile),
  ].join('\n');
  return redactor.redact(text).replaceAll(appInfo.homeFolder, '~');
}

function readTail(file: string): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return 'There is no log file yet.';
  }
  try {
    const { size } = fstatSync(descriptor);
    const length = Math.min(size, LOG_TAIL_BYTES);
    const buffer = Buffer.alloc(length);
    readSync(descriptor, buffer, 0, length, size - length);
    const text = buffer.toString('utf8');
    // The first line is cut where the file is longer than what is read.
    return size > length ? text.slice(text.indexOf('\n') + 1) : text;
  } finally {
    closeSync(descriptor);
  }
}
