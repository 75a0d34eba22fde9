/** What may happen to an agent, its project and its files in the middle of a turn: it costs that turn at most, and nothing of the person's. */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type ChatRig, startChatRig } from '#tests/support/chat/chat-rig.ts';
import { after, callTools, gate, say } from '#tests/support/gemini-api-server/index.ts';

const shell = (command: string) => callTools({ name: 'run_shell_command', args: { command } });
const edit = (old_string: string, new_string: string) =>
  callTools({ name: 'replace', args: { file_path: 'a.txt', instruction: 'change it', old_string, new_string } });

function agentPid(rig: ChatRig, id: string): number {
  const pid = rig.bridges.sessions().find(({ conversationId }) => conversationId === id)?.pid;
  if (pid === undefined) throw new Error('No agent runs.');
  return pid;
}

function send(rig: ChatRig, id: string): string {
  return rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'do it' }] }).assistantMessageId;
}

function inPhase(rig: ChatRig, wanted: string) {
  return rig.nextEvent((event) => event.type === 'turn-changed' && event.turn?.phase.phase === wanted);
}

test('an agent killed while it waits for an approval, and one in the middle of a command: interrupted, nothing waits, and both go on', async () => {
  const rig = await startChatRig();
  const asking = rig.newConversation();
  rig.api.reply(shell('touch made'));
  const waits = inPhase(rig, 'waiting-for-approval');
  const unanswered = send(rig, asking);
  await waits;
  const open = rig.approvals.listFor(asking)[0];
  const interrupted = rig.turnEnd(asking, unanswered);
  process.kill(agentPid(rig, asking), 'SIGKILL');
  expect((await interrupted).status).toBe('interrupted');
  expect(rig.approvals.list()).toEqual([]);
  await expect(
    rig.chat.answerApproval({ conversationId: asking, approvalId: open?.approvalId ?? '', decision: 'allow-once' }),
  ).rejects.toThrow();
  expect(existsSync(join(rig.folder, 'project', 'made'))).toBe(false);

  rig.settings({ defaultApprovalMode: 'yolo' });
  const working = rig.newConversation();
  rig.api.reply(shell('echo started > started; read line'));
  const runs = inPhase(rig, 'running-tool');
  const cutOff = send(rig, working);
  await runs;
  const ended = rig.turnEnd(working, cutOff);
  process.kill(agentPid(rig, working), 'SIGKILL');
  expect(await ended).toMatchObject({ status: 'interrupted' });

  for (const id of [asking, working]) {
    rig.api.reply(say('back'));
    expect(await rig.ask(id, 'go on')).toMatchObject({ status: 'complete' });
    expect(JSON.stringify(rig.api.streams.at(-1)?.contents)).toContain('do it');
  }
});

test('a project folder that is deleted in the middle of a turn: the turn ends, the conversation can be read, and goes on when it is back', async () => {
  const rig = await startChatRig();
  rig.settings({ defaultApprovalMode: 'yolo' });
  const project = join(rig.folder, 'project');
  const id = rig.newConversation();
  const hold = gate();
  rig.api.reply(after(hold, shell('touch made')), say('That did not work.'));
  const answerId = send(rig, id);
  const ended = rig.turnEnd(id, answerId);
  await hold.reached;
  renameSync(project, `${project}-moved`);
  hold.open();
  const { parts } = await ended;
  expect(parts.find((part) => part.type === 'tool-call')).toMatchObject({ state: 'failed' });
  // Nobody makes the folder again behind the person's back.
  expect(existsSync(project)).toBe(false);
  await rig.sessions.stop(id);
  const refused = await rig.ask(id, 'again');
  expect(refused.parts).toMatchObject([{ type: 'error', error: { code: 'not-found', action: 'choose-folder' } }]);
  expect(rig.chat.open(id, 10).messages).toHaveLength(4);
  renameSync(`${project}-moved`, project);
  rig.api.reply(say('Here again.'));
  expect(await rig.ask(id, 'and now')).toMatchObject({ status: 'complete' });
});

test('two conversations that edit one file: each takes back its own lines and leaves those of the other', async () => {
  const rig = await startChatRig();
  rig.settings({ defaultApprovalMode: 'yolo' });
  const project = join(rig.folder, 'project');
  mkdirSync(project);
  const file = join(project, 'a.txt');
  writeFileSync(file, 'top\n1\n2\n3\n4\n5\n6\n7\n8\nbottom\n');
  const [one, other] = [rig.newConversation(), rig.newConversation()];
  rig.api.reply(edit('top', 'TOP'), say('done'));
  await rig.ask(one, 'top');
  rig.api.reply(edit('bottom', 'BOTTOM'), say('done'));
  await rig.ask(other, 'bottom');
  await rig.changes.settled();
  const [change] = (await rig.changes.list(one)).turns.flatMap((turn) => turn.files);
  expect(await rig.changes.revert(one, [change?.id ?? ''], 'ask')).toMatchObject({
    status: 'conflicts',
    conflicts: [{ path: 'a.txt', reason: 'edited', canMerge: true }],
  });
  await rig.changes.revert(one, [change?.id ?? ''], 'merge');
  expect(readFileSync(file, 'utf8')).toBe('top\n1\n2\n3\n4\n5\n6\n7\n8\nBOTTOM\n');
});

test('no room for what an edit would replace: the edit is not made and the agent is told why; a command runs, and the turn says it was not watched', async () => {
  const rig = await startChatRig();
  rig.settings({ defaultApprovalMode: 'yolo' });
  const project = join(rig.folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'a.txt'), 'one\n');
  // A file where copies belong: nothing can be written there, as on a full disk.
  writeFileSync(join(rig.folder, 'checkpoints'), '');
  const id = rig.newConversation();
  rig.api.reply(edit('one', 'two'), shell('touch made'), say('I see'));
  await rig.ask(id, 'go');
  await rig.changes.settled();
  expect(readFileSync(join(project, 'a.txt'), 'utf8')).toBe('one\n');
  expect(JSON.stringify(rig.api.streams[1]?.toolResponses)).toContain('could not be saved');
  expect(existsSync(join(project, 'made'))).toBe(true);
  rmSync(join(rig.folder, 'checkpoints'));
  rig.api.reply(edit('one', 'two'), say('done'));
  await rig.ask(id, 'again');
  expect(readFileSync(join(project, 'a.txt'), 'utf8')).toBe('two\n');
});
