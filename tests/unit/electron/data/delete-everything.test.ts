import { existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type DeletionOptions, deleteEverything, deletionItems, finishDeletion, sizeOf } from '#electron/data/delete-everything.ts';
import { makeTestFolder } from '#tests/support/store/open-test-database.ts';

function makeData(): { options: DeletionOptions; dataFolder: string; chosen: string } {
  const dataFolder = makeTestFolder();
  const chosen = makeTestFolder();
  const write = (...parts: string[]) => writeFileSync(join(...parts), 'x'.repeat(100));
  for (const folder of ['backups', 'logs', 'agents', 'Cache', 'my-thesis']) mkdirSync(join(dataFolder, folder));
  for (const name of [
    'conversations.db',
    'conversations.db-wal',
    'conversations.db.restored',
    'conversations-set-aside-20260101T000000Z.db',
    'settings.json',
    'settings.json.broken-20260101T000000Z',
    'notes.txt',
  ])
    write(dataFolder, name);
  write(dataFolder, 'backups', 'automatic-20260101T000000Z.db');
  write(dataFolder, 'my-thesis', 'chapter-1.txt');
  write(chosen, 'manual-20260101T000000Z.db');
  write(chosen, 'holiday.jpg');
  const paths = {
    databaseFile: join(dataFolder, 'conversations.db'),
    backupFolder: join(dataFolder, 'backups'),
    settingsFile: join(dataFolder, 'settings.json'),
    logFolder: join(dataFolder, 'logs'),
    agentStateFolder: join(dataFolder, 'agents'),
    // A feature of tomorrow, and a part of the app itself.
    checkpointFolder: join(dataFolder, 'checkpoints'),
    preloadFile: '/opt/agent-manager/preload.cjs',
  };
  mkdirSync(paths.checkpointFolder);
  const options = { paths, dataFolder, databaseFile: paths.databaseFile, backupFolder: paths.backupFolder, chosenBackupFolder: chosen };
  return { options, dataFolder, chosen };
}

test('everything of the app is named and deleted, and nothing else', () => {
  const { options, dataFolder, chosen } = makeData();
  const items = deletionItems(options);
  expect(items.map(({ what }) => what)).toEqual([
    'Conversations, with their search and drafts',
    'Backups',
    'Settings',
    'Logs',
    'What agents keep for themselves',
    'Other data of the app',
    'Backups in the folder you chose',
    'Caches of the window',
  ]);
  deleteEverything(options);
  expect(readdirSync(dataFolder).sort()).toEqual(['deletion-under-way', 'my-thesis', 'notes.txt']);
  expect(readdirSync(chosen)).toEqual(['holiday.jpg']);
  expect(readdirSync(join(dataFolder, 'my-thesis'))).toEqual(['chapter-1.txt']);
});

test('what the engine still held is taken by the next start, once', () => {
  const { options, dataFolder } = makeData();
  expect(finishDeletion(options)).toBe(false);
  expect(existsSync(options.databaseFile)).toBe(true);
  deleteEverything(options);
  mkdirSync(join(dataFolder, 'Cache'));
  expect(finishDeletion(options)).toBe(true);
  expect(readdirSync(dataFolder).sort()).toEqual(['my-thesis', 'notes.txt']);
  expect(finishDeletion(options)).toBe(false);
});

test('sizes are added up without following links', async () => {
  const { options, dataFolder, chosen } = makeData();
  symlinkSync(chosen, join(dataFolder, 'backups', 'link'));
  expect(await sizeOf([options.backupFolder])).toBeLessThan(200);
  expect(await sizeOf([options.backupFolder])).toBeGreaterThanOrEqual(100);
  expect(await sizeOf([join(dataFolder, 'not there')])).toBe(0);
});
