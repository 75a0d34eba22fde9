/** Agents ask the code map: the real SDK's call, through main, into the real Python sidecar. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startChatRig } from '#tests/support/chat/chat-rig.ts';
import { callTools, say } from '#tests/support/gemini-api-server/index.ts';

test('a model is offered the code map, calls it without asking, and gets the real answer', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  const project = rig.conversations.get(id).projectFolder ?? '';
  writeFileSync(join(project, 'shop.py'), 'def price():\n    return 1\n\n\ndef total():\n    return price()\n');
  rig.api.reply(callTools({ name: 'code_call_graph', args: { name: 'price', direction: 'callers' } }), say('total calls price.'));
  const message = await rig.ask(id, 'Who calls price?');
  expect(rig.api.streams[0]?.toolNames).toContain('code_call_graph');
  const call = message.parts.find((part) => part.type === 'tool-call');
  expect(call).toMatchObject({ name: 'code_call_graph', kind: 'code-map', state: 'succeeded' });
  const told = JSON.stringify(rig.api.streams[1]?.toolResponses);
  expect(told).toContain('shop.total');
  expect(rig.codeMap.sidecars()).toHaveLength(1);
});

test('conversations of one project share one sidecar', async () => {
  const rig = await startChatRig();
  const [a, b] = [rig.newConversation(), rig.newConversation()];
  rig.api.answerWith((request) => (request.toolResponses.length > 0 ? say('done') : callTools({ name: 'code_structure', args: {} })));
  await Promise.all([rig.ask(a, 'look'), rig.ask(b, 'look')]);
  expect(rig.codeMap.sidecars()).toHaveLength(1);
});

test('a wrong argument is told to the model in words, and the turn goes on', async () => {
  const rig = await startChatRig();
  const id = rig.newConversation();
  rig.api.reply(callTools({ name: 'code_symbols', args: { query: 'x', limit: 0 } }), say('I see.'));
  const message = await rig.ask(id, 'look');
  expect(message.status).toBe('complete');
  expect(JSON.stringify(rig.api.streams[1]?.toolResponses)).toContain('limit');
});
