/** Real file systems, mounted where only the child sees them: one that is full, and one that may not be written to. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeTestFolder, NEW_CONVERSATION, openTestDatabase } from '#tests/support/store/open-test-database.ts';
import { nextLine, runStoreChild } from '#tests/support/store/run-child.ts';

/** With user namespaces anybody may mount. */
const canMount = process.platform === 'linux' && spawnSync('unshare', ['-rm', 'true']).status === 0;

async function runMounted(script: string, folder: string, mount: string): Promise<unknown> {
  return JSON.parse(await nextLine(runStoreChild(script, [folder], `exec unshare -rm sh -c '${mount} && exec "$0" "$@"' "$0" "$@";`)));
}

function filesIn(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name)).toString('base64')]));
}

describe.runIf(canMount)('a file system', () => {
  test('that is full refuses the next message and nothing before; with room it goes on, and the database is whole', async () => {
    const folder = makeTestFolder();
    const report = (await runMounted('full-file-system.ts', folder, `mount -t tmpfs -o size=6m none "${folder}"`)) as {
      acknowledged: number;
    };
    expect(report).toMatchObject({
      error: { code: 'storage-full', action: 'retry' },
      readable: report.acknowledged,
      afterRoom: report.acknowledged + 1,
      integrity: { ok: true, problems: [] },
    });
    expect(report.acknowledged).toBeGreaterThan(5);
  });

  test.each(['closed', 'left with a log by a crash'])('that is read-only is named, and a database %s stays as it is', async (state) => {
    const folder = makeTestFolder();
    const database = openTestDatabase({ folder });
    database.conversations.create(NEW_CONVERSATION);
    if (state === 'closed') database.close();
    const before = filesIn(folder);
    const mount = `mount --bind "${folder}" "${folder}" && mount -o remount,ro,bind "${folder}"`;
    expect(await runMounted('open-database.ts', folder, mount)).toMatchObject({ error: { code: 'storage-read-only' } });
    expect(filesIn(folder)).toEqual(before);
  });
});
