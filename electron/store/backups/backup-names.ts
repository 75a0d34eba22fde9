/** Backups are told apart by their names alone, so that the folder still makes sense to a person who finds only it. */

/**
 * `automatic`: taken by the app, removed as newer ones come. `manual`: the person asked for it. `before-migration` and `before-restore`:
 * how things were before a step that changes everything.
 */
export type BackupKind = 'automatic' | 'manual' | 'before-migration' | 'before-restore';

export interface BackupName {
  kind: BackupKind;
  /** Milliseconds since the epoch, whole seconds. */
  takenAtMs: number;
}

const NAME =
  /^(automatic|manual|before-migration|before-restore)(?:-from-\d+-to-[\w.-]+)?-(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z\.db$/;

/** E.g. `automatic-20261121T093000Z.db`. */
export function backupName(kind: BackupKind, nowMs: number): string {
  return `${kind}-${timeStamp(nowMs)}.db`;
}

/** E.g. `before-migration-from-20-to-1.4.0-20261121T093000Z.db`: schema before, app version after. */
export function migrationBackupName(fromVersion: number, appVersion: string, nowMs: number): string {
  const version = appVersion.replace(/[^\w.-]/g, '_').slice(0, 40);
  return `before-migration-from-${fromVersion}-to-${version}-${timeStamp(nowMs)}.db`;
}

/** Null for what is no backup of ours: it is never listed, and never removed. */
export function parseBackupName(name: string): BackupName | null {
  const match = NAME.exec(name);
  if (match === null) return null;
  const [, kind, year, month, day, hour, minute, second] = match;
  return {
    kind: kind as BackupKind,
    takenAtMs: Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)),
  };
}

/** Sortable, and legal in every file system. */
export function timeStamp(nowMs: number): string {
  return new Date(nowMs).toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '');
}
