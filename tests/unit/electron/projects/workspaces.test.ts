import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { sweepWorkspaces } from '#electron/projects/workspaces.ts';
import { silentLog } from '#platform/log.ts';

function makeWorkspaces(): { folder: string; trash: string } {
  const root = mkdtempSync(join(tmpdir(), 'agent-manager-workspaces-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const [folder, trash] = [join(root, 'workspaces'), join(root, 'trash')];
  mkdirSync(trash);
  for (const name of ['living', 'empty', 'full', 'other-file']) mkdirSync(join(folder, name, 'inside'), { recursive: true });
  writeFileSync(join(folder, 'living', 'a.txt'), 'a');
  writeFileSync(join(folder, 'full', 'inside', 'report.md'), 'hours of work');
  writeFileSync(join(folder, 'stray.txt'), 'not a folder');
  return { folder, trash };
}

const exists = (folder: string, names: string[]) => names.map((name) => existsSync(join(folder, name)));

test('folders of conversations that are gone are removed when empty, and moved to the trash with files in them', async () => {
  const { folder, trash } = makeWorkspaces();
  const moveToTrash = async (from: string) => renameSync(from, join(trash, basename(from)));
  await sweepWorkspaces({ folder, conversationIds: () => ['living', 'other-file'], moveToTrash, log: silentLog });
  expect(exists(folder, ['living', 'other-file', 'empty', 'full'])).toEqual([true, true, false, false]);
  expect(existsSync(join(trash, 'full', 'inside', 'report.md'))).toBe(true);
  expect(existsSync(join(folder, 'stray.txt'))).toBe(true);
});

test('without a trash nothing is lost, and no folder at all is no problem', async () => {
  const { folder } = makeWorkspaces();
  const moveToTrash = () => Promise.reject(new Error('no trash'));
  await sweepWorkspaces({ folder, conversationIds: () => [], moveToTrash, log: silentLog });
  expect(exists(folder, ['living', 'empty', 'full'])).toEqual([true, false, true]);
  await sweepWorkspaces({ folder: join(folder, 'none'), conversationIds: () => [], moveToTrash, log: silentLog });
});
