/** The ways on from a database that can't be opened, on real files. */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createBackupCatalog } from '#electron/data/backup-service.ts';
import { createJobs } from '#electron/data/jobs.ts';
import { createRecovery } from '#electron/recovery/recovery.ts';
import { previewBackup } from '#electron/store/backups/backup-preview.ts';
import { describeBackups } from '#electron/store/backups/describe-backups.ts';
import { prepareRestore, restoredFile } from '#electron/store/backups/restore-backup.ts';
import type { Database } from '#electron/store/database.ts';
import { salvage } from '#electron/store/salvage/salvage.ts';
import { Sqlite } from '#electron/store/sqlite.ts';
import { uncontrolled } from '#electron/store/transfer/job.ts';
import { AppError } from '#protocol/errors.ts';
import { makeTestFolder, NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5);
const ASIDE = 'conversations-set-aside-20260102T030405Z.db';

function makeRecovery(folder: string) {
  const databaseFile = join(folder, 'conversations.db');
  const backupFolder = join(folder, 'backups');
  const opened: Database[] = [];
  const open = () => openTestDatabase({ folder });
  let error: unknown;
  try {
    open().close();
  } catch (reason) {
    error = reason;
  }
  const recovery = createRecovery(error, {
    databaseFile,
    salvageFolder: join(folder, 'salvage'),
    open,
    workers: {
      salvage: async (workFolder) => salvage({ databaseFile, workFolder }, uncontrolled),
      prepareRestore: async (backupFile) => prepareRestore(backupFile, databaseFile),
    },
    backups: createBackupCatalog(
      { defaultFolder: backupFolder, chosenFolder: () => null },
      {
        describeBackups: async (folders) => describeBackups(folders),
        previewBackup: async (backupFile) => previewBackup(backupFile, databaseFile),
      },
    ),
    jobs: createJobs(() => {}),
    onOpened: (database) => opened.push(database),
    now: () => NOW,
  });
  return { recovery, opened, databaseFile };
}

function seed(folder: string, title: string): void {
  const { conversations, messages, close } = openTestDatabase({ folder });
  const { id } = conversations.create({ ...NEW_CONVERSATION, title });
  messages.appendUserMessage({ conversationId: id, parts: [{ type: 'text', text: 'okapi' }] });
  close();
}

function damage(folder: string): Buffer {
  const file = join(folder, 'conversations.db');
  const bytes = readFileSync(file);
  bytes.fill(0xaa, 0, 100);
  writeFileSync(file, bytes);
  return bytes;
}

const titles = ([database]: Database[]) => database?.conversations.list({ archived: false }).map(({ title }) => title);

describe('recovery', () => {
  test('salvage shows what it saved, replaces nothing, and only then takes its place', async () => {
    const folder = makeTestFolder();
    seed(folder, 'Zoo');
    const damaged = damage(folder);
    const { recovery, opened, databaseFile } = makeRecovery(folder);
    expect(recovery.state()).toMatchObject({ problem: 'damaged', bytes: damaged.length });
    expect(() => recovery.useSalvaged()).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(await recovery.salvage()).toMatchObject({ conversations: 1, messages: 1, lost: [], first: [{ title: 'Zoo', messages: 1 }] });
    expect(readFileSync(databaseFile).equals(damaged)).toBe(true);
    expect(opened).toEqual([]);
    recovery.useSalvaged();
    expect(titles(opened)).toEqual(['Zoo']);
    expect(readFileSync(join(folder, ASIDE)).equals(damaged)).toBe(true);
  });

  test('a crash in the midst of replacing ends with the salvaged database, and the damaged one kept', async () => {
    const folder = makeTestFolder();
    seed(folder, 'Zoo');
    damage(folder);
    const { recovery, databaseFile } = makeRecovery(folder);
    await recovery.salvage();
    // As a power cut leaves it between the renames.
    renameSync(join(folder, 'salvage', 'salvaged.db'), restoredFile(databaseFile));
    renameSync(databaseFile, join(folder, ASIDE));
    expect(titles([openTestDatabase({ folder })])).toEqual(['Zoo']);
    expect(existsSync(join(folder, ASIDE))).toBe(true);
  });

  test('starting empty keeps the damaged file, its log too', () => {
    const folder = makeTestFolder();
    writeFileSync(join(folder, 'conversations.db'), 'damaged');
    writeFileSync(join(folder, 'conversations.db-wal'), 'log');
    const { recovery, opened } = makeRecovery(folder);
    recovery.startFresh();
    expect(titles(opened)).toEqual([]);
    expect([readFileSync(join(folder, ASIDE), 'utf8'), readFileSync(join(folder, `${ASIDE}-wal`), 'utf8')]).toEqual(['damaged', 'log']);
  });

  test('a backup is restored; a damaged one is refused and nothing moves', async () => {
    const folder = makeTestFolder();
    seed(folder, 'Zoo');
    const backups = join(folder, 'backups');
    const sqlite = new Sqlite(join(folder, 'conversations.db'));
    mkdirSync(backups);
    sqlite.prepare('VACUUM INTO ?').run(join(backups, 'automatic-20260101T000000Z.db'));
    sqlite.close();
    writeFileSync(join(backups, 'automatic-20260101T000001Z.db'), 'SQLite format 3\0 but no more');
    const damaged = damage(folder);
    const { recovery, opened, databaseFile } = makeRecovery(folder);
    await expect(recovery.restore('automatic-20260101T000001Z.db')).rejects.toMatchObject({ code: 'storage-corrupt' });
    await expect(recovery.restore('../conversations.db')).rejects.toMatchObject({ code: 'not-found' });
    expect(readFileSync(databaseFile).equals(damaged)).toBe(true);
    await recovery.restore('automatic-20260101T000000Z.db');
    expect(titles(opened)).toEqual(['Zoo']);
    expect(readFileSync(join(folder, ASIDE)).equals(damaged)).toBe(true);
  });

  test('a lock that another program held is gone: trying again opens', () => {
    const folder = makeTestFolder();
    seed(folder, 'Zoo');
    const { recovery, opened } = makeRecovery(folder);
    expect(recovery.retry()).toBeNull();
    expect(titles(opened)).toEqual(['Zoo']);
  });

  test.each([
    ['storage-corrupt', 'damaged'],
    ['storage-too-new', 'too-new'],
    ['storage-read-only', 'read-only'],
    ['storage-full', 'full'],
    ['storage-busy', 'busy'],
    ['storage-unavailable', 'unavailable'],
    ['internal', 'unavailable'],
  ] as const)('%s is told as %s', (code, problem) => {
    const folder = makeTestFolder();
    const recovery = createRecovery(new AppError({ code, message: 'x' }), {
      databaseFile: join(folder, 'conversations.db'),
      salvageFolder: join(folder, 'salvage'),
      open: () => {
        throw new AppError({ code, message: 'still' });
      },
      workers: { salvage: () => Promise.reject(new Error('no')), prepareRestore: () => Promise.reject(new Error('no')) },
      backups: createBackupCatalog(
        { defaultFolder: folder, chosenFolder: () => null },
        { describeBackups: async () => [], previewBackup: () => Promise.reject(new Error('no')) },
      ),
      jobs: createJobs(() => {}),
      onOpened: () => {},
    });
    expect(recovery.state()).toMatchObject({ problem, bytes: 0, modifiedAt: null });
    expect(recovery.retry()).toMatchObject({ problem, error: { message: 'still' } });
    expect(readdirSync(folder)).toEqual([]);
  });
});
