import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startAutomaticBackups } from '#electron/store/backups/automatic-backups.ts';
import { listBackups, pruneBackups } from '#electron/store/backups/backup-folder.ts';
import { previewBackup } from '#electron/store/backups/backup-preview.ts';
import { restoreBackup } from '#electron/store/backups/restore-backup.ts';
import type { Database } from '#electron/store/database.ts';
import { checkIntegrity } from '#electron/store/integrity.ts';
import { Sqlite } from '#electron/store/sqlite.ts';
import { silentLog } from '#electron/store/store-log.ts';
import { makeTestFolder, NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const NOW = Date.UTC(2026, 0, 10, 12);

function say({ conversations, messages, transaction }: Database, title: string, count: number): string {
  return transaction(() => {
    const { id } = conversations.create({ ...NEW_CONVERSATION, title });
    for (let index = 0; index < count; index += 1) {
      messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: `${title} ${index}` }] });
    }
    return id;
  });
}

function openWithBackups() {
  const folder = makeTestFolder();
  const database = openTestDatabase({ folder });
  const backupFolder = join(folder, 'backups');
  let time = NOW;
  const backups = startAutomaticBackups({
    folder: () => backupFolder,
    copyTo: (file) => database.backup(file),
    log: silentLog,
    now: () => time,
  });
  onTestFinished(() => backups.stop());
  return { folder, database, databaseFile: join(folder, 'conversations.db'), backupFolder, backups, setTime: (ms: number) => (time = ms) };
}

describe('automatic backups', () => {
  test('are taken once a day, are whole, and old ones go', async () => {
    const { database, backups, backupFolder, setTime } = openWithBackups();
    say(database, 'a', 3);
    expect(await backups.takeIfDue()).toMatchObject({ kind: 'automatic', takenAtMs: NOW });
    expect(await backups.takeIfDue()).toBeNull();
    for (let day = 1; day < 40; day += 1) {
      setTime(NOW + day * DAY_MS);
      expect(await backups.takeIfDue()).not.toBeNull();
    }
    const kept = listBackups(backupFolder);
    expect(kept.length).toBeGreaterThan(8);
    expect(kept.length).toBeLessThan(13);
    expect(readdirSync(backupFolder).sort()).toEqual(kept.map(({ name }) => name).sort());
    for (const { file } of kept) expect(checkIntegrity(file)).toEqual({ ok: true, problems: [] });
    // Looking at a copy leaves nothing beside it.
    expect(readdirSync(backupFolder)).toHaveLength(kept.length);
  });

  test('two asked for at once are one', async () => {
    const { backups, backupFolder } = openWithBackups();
    const [first, second] = await Promise.all([backups.takeIfDue(), backups.takeIfDue()]);
    expect(first).toEqual(second);
    expect(listBackups(backupFolder)).toHaveLength(1);
  });

  test('a failure is logged and removes nothing', async () => {
    const folder = makeTestFolder();
    mkdirSync(join(folder, 'backups'));
    for (let day = 0; day < 30; day += 1)
      writeFileSync(join(folder, 'backups', `automatic-202501${String(day + 1).padStart(2, '0')}T000000Z.db`), '');
    const backups = startAutomaticBackups({
      folder: () => join(folder, 'backups'),
      copyTo: () => Promise.reject(new Error('full')),
      log: silentLog,
      now: () => NOW,
    });
    onTestFinished(() => backups.stop());
    expect(await backups.takeIfDue()).toBeNull();
    expect(readdirSync(join(folder, 'backups'))).toHaveLength(30);
    await expect(backups.takeNow()).rejects.toThrow('full');
  });

  test('copies cut off halfway are swept up, strangers are left alone', () => {
    const folder = makeTestFolder();
    for (const name of ['automatic-20260101T000000Z.db.unfinished', 'photo.db.unfinished', 'notes.txt', 'conversations.db'])
      writeFileSync(join(folder, name), 'x');
    pruneBackups(folder, NOW, silentLog);
    expect(readdirSync(folder).sort()).toEqual(['conversations.db', 'notes.txt', 'photo.db.unfinished']);
    expect(listBackups(join(folder, 'not there'))).toEqual([]);
  });
});

describe('a backup that is looked at', () => {
  test('tells what a restore would bring back and take away, and neither file changes', async () => {
    const { database, backups, databaseFile } = openWithBackups();
    const { conversations, messages } = database;
    const [grown, deleted] = [say(database, 'grown', 2), say(database, 'deleted', 4)];
    say(database, 'same', 1);
    const backup = await backups.takeNow();
    messages.appendUserMessage({ conversationId: grown, parts: [{ type: 'text', text: 'more' }] });
    conversations.softDelete(deleted);
    say(database, 'new', 5);
    const before = readFileSync(backup.file);
    const preview = previewBackup(backup.file, databaseFile);
    expect(preview).toMatchObject({ canRestore: true, conversations: 3, messages: 7, newestMessageMs: expect.any(Number) as number });
    expect(preview.regained).toEqual([{ id: deleted, title: 'deleted', messages: 4 }]);
    expect(preview.lost.map(({ title, messages: count }) => [title, count])).toEqual([
      ['new', 5],
      ['grown', 1],
    ]);
    expect(readFileSync(backup.file).equals(before)).toBe(true);
  });

  test('counts everything as regained when the database is damaged', async () => {
    const { database, backups, databaseFile } = openWithBackups();
    say(database, 'a', 2);
    const backup = await backups.takeNow();
    database.close();
    truncateSync(databaseFile, 50);
    expect(previewBackup(backup.file, databaseFile).regained).toMatchObject([{ title: 'a', messages: 2 }]);
    expect(() => previewBackup(databaseFile, databaseFile)).toThrow(expect.objectContaining({ code: 'storage-corrupt' }));
  });
});

describe('restoring a backup', () => {
  test('puts it in place and keeps what was there', async () => {
    const { folder, database, backups, databaseFile, backupFolder } = openWithBackups();
    say(database, 'old', 2);
    const backup = await backups.takeNow();
    say(database, 'new', 3);
    database.close();
    const replaced = restoreBackup({ backupFile: backup.file, databaseFile, backupFolder, nowMs: NOW });
    expect(
      openTestDatabase({ folder })
        .conversations.list({ archived: false })
        .map(({ title }) => title),
    ).toEqual(['old']);
    expect(replaced).toBe(join(backupFolder, 'before-restore-20260110T120000Z.db'));
    const aside = new Sqlite(replaced ?? '', { readonly: true });
    expect(aside.prepare('SELECT title FROM conversations ORDER BY key').all()).toEqual([{ title: 'old' }, { title: 'new' }]);
    aside.close();
  });

  test('a damaged database is moved aside with its log, byte for byte', async () => {
    const { folder, database, backups, databaseFile, backupFolder } = openWithBackups();
    say(database, 'old', 2);
    const backup = await backups.takeNow();
    database.close();
    writeFileSync(databaseFile, 'damaged');
    writeFileSync(`${databaseFile}-wal`, 'log');
    const replaced = restoreBackup({ backupFile: backup.file, databaseFile, backupFolder, nowMs: NOW }) ?? '';
    expect([readFileSync(replaced, 'utf8'), readFileSync(`${replaced}-wal`, 'utf8')]).toEqual(['damaged', 'log']);
    expect(openTestDatabase({ folder }).conversations.list({ archived: false })).toHaveLength(1);
  });

  test('a damaged or newer backup is refused and nothing changes', async () => {
    const { folder, database, backups, databaseFile, backupFolder } = openWithBackups();
    say(database, 'now', 300);
    const backup = await backups.takeNow();
    database.close();
    const damaged = join(folder, 'damaged.db');
    copyFileSync(backup.file, damaged);
    truncateSync(damaged, 40_000);
    expect(() => restoreBackup({ backupFile: damaged, databaseFile, backupFolder, nowMs: NOW })).toThrow(
      expect.objectContaining({ code: 'storage-corrupt' }),
    );
    const newer = new Sqlite(backup.file);
    newer.pragma('user_version = 9999');
    newer.close();
    expect(() => restoreBackup({ backupFile: backup.file, databaseFile, backupFolder, nowMs: NOW })).toThrow(
      expect.objectContaining({ code: 'storage-too-new' }),
    );
    expect(readdirSync(folder).filter((name) => name.startsWith('conversations.db'))).toEqual(['conversations.db']);
    expect(openTestDatabase({ folder }).conversations.list({ archived: false })).toMatchObject([{ title: 'now' }]);
  });

  test('interrupted after the database was moved aside, it is ended by the next start instead of beginning an empty one', async () => {
    const { folder, database, backups, databaseFile } = openWithBackups();
    say(database, 'old', 2);
    const backup = await backups.takeNow();
    database.close();
    // As a power cut leaves it between the two renames.
    copyFileSync(backup.file, `${databaseFile}.restored`);
    renameSync(databaseFile, join(folder, 'aside.db'));
    expect(openTestDatabase({ folder }).conversations.list({ archived: false })).toMatchObject([{ title: 'old' }]);
    expect(existsSync(`${databaseFile}.restored`)).toBe(false);
  });
});
