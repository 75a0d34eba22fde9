/** Commands that print: shown as they run, kept whole however long, and small where nobody looks. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Message, ToolCallPart } from '#protocol/conversation.ts';
import { outputLength } from '#protocol/tool-output.ts';
import { startChatRig } from '#tests/support/chat/chat-rig.ts';
import { callTools, say } from '#tests/support/gemini-api-server/index.ts';

const MEGABYTE = 1024 * 1024;
const shell = (command: string) => callTools({ name: 'run_shell_command', args: { command } });

function toolCallOf(message: Message): ToolCallPart {
  const call = message.parts.find((part) => part.type === 'tool-call');
  if (call?.type !== 'tool-call') throw new Error('The answer has no tool call.');
  return call;
}

test('five megabytes of output: the message stays small, the whole is there when asked for, and the model is sent an excerpt', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  await rig.conversations.update(id, { approvalMode: 'yolo' });
  rig.api.reply(shell('seq 1 760000'), say('Counted.'));
  const message = await rig.ask(id, 'count');
  const call = toolCallOf(message);
  expect(call).toMatchObject({ state: 'succeeded', kind: 'execute' });
  expect(outputLength({ output: '', ...call.result })).toBeGreaterThan(4.9 * MEGABYTE);
  expect(JSON.stringify(message).length).toBeLessThan(40_000);

  const whole = rig.chat.toolOutput(id, message.id, call.callId);
  const lines = whole.split('\n');
  expect([lines.length, lines[0], lines[379_999], lines.at(-1)]).toEqual([760_000, '1', '380000', '760000']);
  const told = rig.told.filter(({ channel }) => channel === 'chat.event').map(({ payload }) => JSON.stringify(payload).length);
  expect(Math.max(...told)).toBeLessThan(300_000);
  expect(JSON.stringify(rig.api.streams[1]?.contents).length).toBeLessThan(200_000);

  await rig.quit();
  const next = await startChatRig({ folder: rig.folder, api: rig.api });
  expect(JSON.stringify(next.chat.open(id, 10)).length).toBeLessThan(60_000);
  expect(next.chat.toolOutput(id, message.id, call.callId)).toBe(whole);
  next.api.reply(say('Still known.'));
  await next.ask(id, 'and?');
  expect(JSON.stringify(next.api.streams.at(-1)?.contents)).toContain('run_shell_command');
});

test('an edit of a large file: pages come without its texts, and the call has them when asked for', async () => {
  const rig = await startChatRig();
  const project = join(rig.folder, 'project');
  mkdirSync(project);
  const id = rig.newConversation({ projectFolder: project });
  await rig.conversations.update(id, { approvalMode: 'yolo' });
  const content = Array.from({ length: 40_000 }, (_, line) => `line ${line}`).join('\n');
  rig.api.reply(callTools({ name: 'write_file', args: { file_path: 'long.txt', content } }), say('Written.'));
  const message = await rig.ask(id, 'write');
  await rig.quit();

  const next = await startChatRig({ folder: rig.folder, api: rig.api });
  const page = next.chat.open(id, 10);
  expect(JSON.stringify(page).length).toBeLessThan(10_000);
  const shown = toolCallOf(page.messages.at(-1) as Message);
  expect(shown.result?.diff).toBeUndefined();
  expect(shown.leftOut?.chars).toBeGreaterThan(2 * content.length);
  const whole = next.chat.toolCall(id, message.id, shown.callId);
  expect([whole.args.content, whole.result?.diff?.newText, whole.leftOut]).toEqual([content, content, undefined]);
  expect(() => next.chat.toolCall(id, message.id, 'none')).toThrow(expect.objectContaining({ code: 'not-found' }));
});

test('output is told and stored while the command runs, and stays when it is stopped', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  await rig.conversations.update(id, { approvalMode: 'yolo' });
  rig.api.reply(shell('echo first; seq 1 30000; echo last; sleep 600'));
  const { assistantMessageId } = rig.chat.send({ conversationId: id, parts: [{ type: 'text', text: 'run' }] });
  await rig.nextEvent((event) => event.type === 'tool-output' && event.text.includes('last'));
  const open = rig.chat.open(id, 10).messages.at(-1) as Message;
  expect(toolCallOf(open)).toMatchObject({ state: 'running' });
  expect(toolCallOf(open).result?.output.endsWith('last\n')).toBe(true);
  expect(JSON.stringify(open).length).toBeLessThan(50_000);
  await rig.chat.stop(id);
  const stopped = toolCallOf(await rig.turnEnd(id, assistantMessageId));
  expect(stopped.state).toBe('cancelled');
  const kept = rig.chat.toolOutput(id, assistantMessageId, stopped.callId);
  expect([kept.includes('last'), kept.includes('\n29999\n')]).toEqual([true, true]);
});

test('a command that fails shows its exit code and what it printed', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  await rig.conversations.update(id, { approvalMode: 'yolo' });
  rig.api.reply(shell('echo out; echo wrong >&2; exit 3'), say('It failed.'));
  const call = toolCallOf(await rig.ask(id, 'run'));
  expect(call).toMatchObject({ state: 'failed', result: { exitCode: 3 } });
  expect(call.result?.output).toContain('out');
  expect(call.result?.output).toContain('wrong');
});

test('a command that prints nothing for longer than a turn may take is ended, and the conversation goes on', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  await rig.conversations.update(id, { approvalMode: 'yolo' });
  rig.settings({ turnDeadlineSeconds: 10 });
  rig.api.reply(shell('echo begun; sleep 600'));
  const message = await rig.ask(id, 'run');
  expect(message).toMatchObject({
    status: 'interrupted',
    parts: [
      { type: 'tool-call', state: 'failed' },
      { type: 'error', error: { code: 'timed-out' } },
    ],
  });
  expect(toolCallOf(message).result?.output).toContain('begun');
  rig.api.reply(say('Here again.'));
  expect((await rig.ask(id, 'go on')).status).toBe('complete');
}, 40_000);
