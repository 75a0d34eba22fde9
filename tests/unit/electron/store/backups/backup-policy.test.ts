import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backupName, migrationBackupName, parseBackupName } from '#electron/store/backups/backup-names.ts';
import { type DatedBackup, expiredBackups, isBackupDue } from '#electron/store/backups/backup-policy.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 5, 15, 12);
const automatic = (daysAgo: number): DatedBackup => ({ kind: 'automatic', takenAtMs: NOW - daysAgo * DAY_MS });
const keptDays = (backups: DatedBackup[], nowMs = NOW) => {
  const expired = new Set(expiredBackups(backups, nowMs));
  return backups.filter((backup) => !expired.has(backup)).map(({ takenAtMs }) => Math.round((nowMs - takenAtMs) / DAY_MS));
};

describe('the backup policy', () => {
  test('after a year of daily backups there is one for each of the last seven days and for each of the weeks before', () => {
    const kept = keptDays(Array.from({ length: 365 }, (_, daysAgo) => automatic(daysAgo)));
    expect(kept.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(kept.length).toBeGreaterThanOrEqual(10);
    expect(kept.length).toBeLessThanOrEqual(11);
    expect(kept.at(-1)).toBeGreaterThan(21);
    expect(kept.at(-1)).toBeLessThan(36);
  });

  test('living by it day by day keeps the same number as deciding once', () => {
    let backups: DatedBackup[] = [];
    for (let day = 0; day < 120; day += 1) {
      const nowMs = NOW + day * DAY_MS;
      backups.push({ kind: 'automatic', takenAtMs: nowMs });
      const expired = new Set(expiredBackups(backups, nowMs));
      backups = backups.filter((backup) => !expired.has(backup));
    }
    const ages = backups.map(({ takenAtMs }) => Math.round((NOW + 119 * DAY_MS - takenAtMs) / DAY_MS)).sort((a, b) => a - b);
    expect(ages.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(ages.length).toBeGreaterThanOrEqual(9);
    expect(ages.at(-1)).toBeGreaterThan(20);
  });

  test('the newest three stay however old they are', () => {
    expect(keptDays([automatic(500), automatic(400), automatic(600), automatic(700)])).toEqual([500, 400, 600]);
  });

  test('what the person asked for always stays, and of those before a migration or restore the newest three', () => {
    const manual: DatedBackup[] = [1, 100, 1_000].map((daysAgo) => ({ kind: 'manual', takenAtMs: NOW - daysAgo * DAY_MS }));
    expect(keptDays(manual)).toEqual([1, 100, 1_000]);
    const before: DatedBackup[] = [900, 800, 700, 600].map((daysAgo) => ({ kind: 'before-migration', takenAtMs: NOW - daysAgo * DAY_MS }));
    expect(keptDays(before)).toEqual([800, 700, 600]);
  });

  test('never removes the newest automatic backup, whatever the clock does', () => {
    const backups = fc.array(fc.record({ kind: fc.constant('automatic' as const), takenAtMs: fc.integer({ min: 0, max: NOW * 2 }) }), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(backups, fc.integer({ min: 0, max: NOW * 2 }), (all, nowMs) => {
        const newest = Math.max(...all.map(({ takenAtMs }) => takenAtMs));
        const expired = expiredBackups(all, nowMs);
        expect(all.length - expired.length).toBeGreaterThanOrEqual(Math.min(3, all.length));
        expect(all.filter((backup) => !expired.includes(backup)).some(({ takenAtMs }) => takenAtMs === newest)).toBe(true);
      }),
    );
  });

  test('one is due after a day, when there is none, and when the clock was set far back', () => {
    expect(isBackupDue([], NOW)).toBe(true);
    expect(isBackupDue([automatic(0.5)], NOW)).toBe(false);
    expect(isBackupDue([automatic(1)], NOW)).toBe(true);
    expect(isBackupDue([automatic(-0.5)], NOW)).toBe(false);
    expect(isBackupDue([automatic(-400)], NOW)).toBe(true);
    expect(isBackupDue([{ kind: 'manual', takenAtMs: NOW }], NOW)).toBe(true);
  });

  test('a name says what a backup is and when it was taken, and nothing else is taken for one', () => {
    const at = Date.UTC(2026, 10, 21, 9, 30, 5);
    expect(backupName('automatic', at + 999)).toBe('automatic-20261121T093005Z.db');
    expect(parseBackupName(backupName('manual', at))).toEqual({ kind: 'manual', takenAtMs: at });
    expect(migrationBackupName(20, '1.4.0-beta/../x', at)).toBe('before-migration-from-20-to-1.4.0-beta_.._x-20261121T093005Z.db');
    expect(parseBackupName(migrationBackupName(20, '1.4.0-beta', at))).toEqual({ kind: 'before-migration', takenAtMs: at });
    for (const name of [
      'conversations.db',
      'automatic-20261121T093005Z.db.unfinished',
      'my automatic-20261121T093005Z.db',
      'other-20261121T093005Z.db',
      '',
    ]) {
      expect(parseBackupName(name)).toBeNull();
    }
  });
});
