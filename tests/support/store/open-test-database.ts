/** A database in a folder of its own, closed and removed when its test ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Database, openDatabase } from '#electron/store/database.ts';
import { type StoreLog, silentLog } from '#electron/store/store-log.ts';

export function makeTestFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'agent-manager-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function openTestDatabase(options: { folder?: string; backupFolder?: string; now?: () => number; log?: StoreLog } = {}): Database {
  const folder = options.folder ?? makeTestFolder();
  const database = openDatabase({
    file: join(folder, 'conversations.db'),
    appVersion: '0.0.0-test',
    backupFolder: options.backupFolder ?? join(folder, 'backups'),
    log: options.log ?? silentLog,
    ...(options.now !== undefined && { now: options.now }),
  });
  onTestFinished(() => database.close());
  return database;
}

export const NEW_CONVERSATION = {
  agentId: 'gemini',
  model: null,
  approvalMode: 'default',
  projectFolder: null,
} as const;
