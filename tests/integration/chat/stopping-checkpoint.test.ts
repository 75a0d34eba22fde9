import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { waitUntilGone } from '#tests/integration/bridge/process-end.ts';
import { newChangeFiles } from '#tests/support/change-files.ts';
import { startChatRig } from '#tests/support/chat/chat-rig.ts';
import { callTools, say } from '#tests/support/gemini-api-server/index.ts';

/** A git that never answers, as on a network drive that is gone: looking at the project's files takes for ever. */
function putHangingGitFirst(folder: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'git'), `#!/bin/sh\necho $$ >> '${join(bin, 'pids')}'\nexec sleep 600\n`);
  chmodSync(join(bin, 'git'), 0o755);
  vi.stubEnv('PATH', `${bin}:${process.env.PATH}`);
  return join(bin, 'pids');
}

test('Stop ends a turn whose command waits for the project’s files to be saved, and leaves nothing running', async () => {
  const rig = await startChatRig({ changeFiles: newChangeFiles() });
  onTestFinished(() => void vi.unstubAllEnvs());
  rig.settings({ defaultApprovalMode: 'yolo' });
  const pidFile = putHangingGitFirst(rig.folder);
  const id = rig.newConversation();
  rig.api.reply(callTools({ name: 'run_shell_command', args: { command: 'touch made' } }), say('still here'));
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'run it' }] });
  await vi.waitFor(() => expect(existsSync(pidFile) && readFileSync(pidFile, 'utf8').split('\n').length).toBeGreaterThan(3), 30_000);
  const agent = rig.bridges.sessions()[0]?.pid;
  await rig.chat.stop(id);
  expect(rig.database.messages.get(assistantMessageId)).toMatchObject({ status: 'cancelled' });
  // Not ended by force, which is what happens after two seconds.
  expect(rig.bridges.sessions()[0]?.pid).toBe(agent);
  for (const pid of readFileSync(pidFile, 'utf8').trim().split('\n')) await waitUntilGone(Number(pid));
  expect(existsSync(join(rig.folder, 'project', 'made'))).toBe(false);
  // The next turn does not wait for the snapshot that was given up.
  expect(await rig.ask(id, 'go on')).toMatchObject({ status: 'complete' });
  expect((await rig.changes.list(id)).turns).toEqual([]);
});
