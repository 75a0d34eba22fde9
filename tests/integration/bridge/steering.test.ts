/** Words for the running turn: they reach the model with the very next request, whatever that request is about. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { answer, callTools, gate, say } from '../../support/gemini-api-server/index.ts';
import { setUpBridges } from './fixture.ts';

const bridges = setUpBridges({ isShared: true });

const readA = { name: 'read_file', args: { file_path: 'a.txt' } };

test('they go beside the results of the tools, are told as steered, and are remembered', async () => {
  const hold = gate();
  bridges.api.reply(answer([hold, { functionCall: readA }]), say('In Latin then.'), say('Yes.'));
  const bridge = await bridges.start();
  writeFileSync(path.join(bridge.folder, 'a.txt'), 'salve\n');
  const id = bridge.message('translate a.txt');
  await hold.reached;
  const steer = bridge.send({ type: 'steer', content: 'Keep it in Latin.', attachments: [{ type: 'text', text: 'Please.' }] });
  expect(await bridge.final(steer)).toEqual({ id: steer, status: 'success', data: 'taken' });
  expect(bridge.events(id, 'steered')).toEqual([]);
  hold.open();
  expect(await bridge.final(id)).toMatchObject({ status: 'success', data: 'In Latin then.' });
  expect(bridge.events(id, 'steered')).toEqual([{ id, event: 'steered', steerId: steer }]);

  const second = bridges.api.streams[1]?.contents.at(-1);
  expect(second?.parts.map((part) => part.text ?? part.functionResponse?.name)).toEqual(['read_file', 'Keep it in Latin.', 'Please.']);
  expect(JSON.stringify(bridge.history(id))).toContain('Keep it in Latin.');
  await bridge.ask('done?');
  expect(JSON.stringify(bridges.api.streams[2]?.contents)).toContain('Keep it in Latin.');

  // A process that is given the history back knows them, too.
  const next = await bridges.start();
  await next.request({
    type: 'restore',
    messages: [
      { role: 'user', parts: [{ type: 'text', text: 'translate a.txt' }] },
      { role: 'assistant', parts: [], provider: { agentId: 'gemini', contents: bridge.history(id) } },
    ],
  });
  bridges.api.reply(say('Still.'));
  await next.ask('and now?');
  expect(JSON.stringify(bridges.api.streams[3]?.contents)).toContain('Keep it in Latin.');
});

test('with no tool to wait for, the turn goes on with them instead of ending', async () => {
  const hold = gate();
  bridges.api.reply(answer(['First answer.', hold]), say('Second answer.'));
  const bridge = await bridges.start();
  const id = bridge.message('hello');
  await hold.reached;
  await bridge.request({ type: 'steer', content: 'Shorter.' });
  hold.open();
  expect(await bridge.final(id)).toMatchObject({ status: 'success', data: 'First answer.\n\nSecond answer.' });
  expect(bridges.api.streams[1]?.lastText).toBe('Shorter.');
  expect(bridges.api.streams).toHaveLength(2);
});

test('a stop leaves unused words out and says nothing of them', async () => {
  const hold = gate();
  bridges.api.reply(answer(['Some', hold]));
  const bridge = await bridges.start();
  const id = bridge.message('hello');
  await hold.reached;
  await bridge.request({ type: 'steer', content: 'Never used.' });
  await bridge.request({ type: 'cancel' });
  expect(await bridge.final(id)).toMatchObject({ code: 'cancelled' });
  expect(bridge.events(id, 'steered')).toEqual([]);
  bridges.api.reply(say('Fresh.'));
  await bridge.ask('go on');
  expect(JSON.stringify(bridges.api.streams.at(-1)?.contents)).not.toContain('Never used.');
  hold.open();
});

test('words sent before the turn could begin are taken by it; without a turn they are refused', async () => {
  bridges.api.reply(callTools(readA), say('Read.'));
  const bridge = await bridges.start();
  const id = bridge.message('read a.txt');
  const early = bridge.send({ type: 'steer', content: 'Quickly.' });
  expect(await bridge.final(early)).toMatchObject({ status: 'success' });
  await bridge.final(id);
  expect(bridge.events(id, 'steered')).toEqual([{ id, event: 'steered', steerId: early }]);
  expect(await bridge.request({ type: 'steer', content: 'Too late.' })).toMatchObject({ status: 'error', code: 'not-found' });
  expect(await bridge.request({ type: 'steer', content: '' })).toMatchObject({ status: 'error' });
});
