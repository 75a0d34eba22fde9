/** Which automatic backups to keep. Pure: the folder in, the decision out. */
import type { BackupKind } from './backup-names.ts';

export interface DatedBackup {
  kind: BackupKind;
  takenAtMs: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const WEEK_MS = 7 * DAY_MS;

/** A day's work is the most that a lost disk block may cost. */
const INTERVAL_MS = DAY_MS;
/** These stay whatever their age: a damage may be noticed only after a long holiday. */
const NEWEST_KEPT = 3;
/** One for each of the last seven days, then one for each of the four weeks before. */
const DAYS_KEPT = 7;
const WEEKS_KEPT = 4;
/** Each is from before a change of the schema; the newest few are enough to go back from a bad update. */
const BEFORE_STEP_KEPT = 3;

/** Also when the clock was set back behind the newest one: it may never reach that time again. */
export function isBackupDue(backups: readonly DatedBackup[], nowMs: number): boolean {
  const newestMs = Math.max(-Infinity, ...backups.filter(({ kind }) => kind === 'automatic').map(({ takenAtMs }) => takenAtMs));
  return nowMs - newestMs >= INTERVAL_MS || newestMs - nowMs > INTERVAL_MS;
}

/** Those that may be removed now. What the person asked for is never among them. */
export function expiredBackups<Backup extends DatedBackup>(backups: readonly Backup[], nowMs: number): Backup[] {
  const newestFirst = [...backups].sort((a, b) => b.takenAtMs - a.takenAtMs);
  const ofKind = (kind: BackupKind) => newestFirst.filter((backup) => backup.kind === kind);
  const automatic = ofKind('automatic');
  const kept = new Set<DatedBackup>([
    ...automatic.slice(0, NEWEST_KEPT),
    ...newestOfEach(automatic, DAY_MS, nowMs, DAYS_KEPT),
    ...newestOfEach(automatic, WEEK_MS, nowMs, DAYS_KEPT / 7 + WEEKS_KEPT),
    ...ofKind('before-migration').slice(0, BEFORE_STEP_KEPT),
    ...ofKind('before-restore').slice(0, BEFORE_STEP_KEPT),
    ...ofKind('manual'),
  ]);
  return newestFirst.filter((backup) => !kept.has(backup));
}

/** The newest of each of the last `count` periods. Fixed in the calendar, not counted back from now: else each day moves all of them. */
function newestOfEach(newestFirst: readonly DatedBackup[], periodMs: number, nowMs: number, count: number): DatedBackup[] {
  const currentPeriod = Math.floor(nowMs / periodMs);
  const byPeriod = new Map<number, DatedBackup>();
  for (const backup of newestFirst) {
    const period = Math.floor(backup.takenAtMs / periodMs);
    if (period > currentPeriod - count && !byPeriod.has(period)) byPeriod.set(period, backup);
  }
  return [...byPeriod.values()];
}
