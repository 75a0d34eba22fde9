import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RestoredMessage } from '#protocol/bridge.ts';
import { answer, type Content, call, callTools, gate, say } from '../../support/gemini-api-server/index.ts';
import type { BridgeProcess } from './bridge-process.ts';
import { setUpBridges } from './fixture.ts';

const bridges = setUpBridges();

/** What a host keeps of a turn, and gives back. */
function asStored(
  bridge: BridgeProcess,
  id: string,
  prompt: string,
  parts: RestoredMessage['parts'] = [],
  status: RestoredMessage['status'] = 'complete',
): RestoredMessage[] {
  return [
    { role: 'user', parts: [{ type: 'text', text: prompt }], status: 'complete' },
    { role: 'assistant', parts, status, provider: { agentId: 'gemini', contents: bridge.history(id) } },
  ];
}

/** The conversation as the last request sent it, without the SDK's first words about date and folder. */
function sentContents(): Content[] {
  const contents = structuredClone(bridges.api.streams.at(-1)?.contents ?? []);
  if (contents[0]?.parts[0]?.text?.startsWith('<session_context>')) contents[0].parts.shift();
  return contents.filter((content) => content.parts.length > 0);
}

describe('a new process goes on', () => {
  test('from the contents that an earlier one reported, tools and signatures included', async () => {
    bridges.api.reply(
      answer(['Let me look. ', call('read_file', { file_path: 'a.txt' })]),
      say('It says hi'),
      say('You asked about a.txt'),
    );
    const first = await bridges.start();
    writeFileSync(path.join(first.folder, 'a.txt'), 'hi');
    const id = first.message('What is in a.txt?');
    await first.final(id);
    const conversation = asStored(first, id, 'What is in a.txt?');
    await first.close();

    const second = await bridges.start();
    expect(await second.request({ type: 'restore', messages: conversation })).toMatchObject({ status: 'success' });
    expect(await second.ask('What did I ask?')).toMatchObject({ data: 'You asked about a.txt' });
    const sent = sentContents();
    expect(sent.map((content) => content.role)).toEqual(['user', 'model', 'user', 'model', 'user']);
    expect(sent[0]?.parts).toEqual([{ text: 'What is in a.txt?' }]);
    expect(sent[1]?.parts[0]).toEqual({ text: 'Let me look. ' });
    expect(sent[1]?.parts[1]).toMatchObject({
      functionCall: { name: 'read_file', args: { file_path: 'a.txt' } },
      thoughtSignature: expect.any(String),
    });
    expect(sent[2]?.parts[0]?.functionResponse).toMatchObject({ name: 'read_file', response: { output: 'hi' } });
    expect(sent[3]?.parts).toEqual([{ text: 'It says hi' }]);
  });

  test('from neutral parts alone, tool calls and their results included', async () => {
    bridges.api.reply(say('ok'));
    const bridge = await bridges.start();
    const messages: RestoredMessage[] = [
      {
        role: 'user',
        status: 'complete',
        parts: [
          { type: 'text', text: 'Run the tests' },
          { type: 'image', mimeType: 'image/png', data: 'aGk=' },
        ],
      },
      {
        role: 'assistant',
        status: 'complete',
        parts: [
          { type: 'thought', text: 'hmm' },
          { type: 'text', text: 'Running.' },
          {
            type: 'tool-call',
            callId: 'c1',
            name: 'run_shell_command',
            title: 'Run',
            kind: 'execute',
            args: { command: 'npm test' },
            paths: [],
            state: 'failed',
            result: { output: '1 failed', exitCode: 1 },
          },
          {
            type: 'tool-call',
            callId: 'c2',
            name: 'write_file',
            title: 'Write',
            kind: 'edit',
            args: { file_path: 'x' },
            paths: [],
            state: 'denied',
            result: { output: '', error: 'Denied: no' },
          },
          { type: 'text', text: 'One test fails.' },
        ],
      },
    ];
    await bridge.request({ type: 'restore', messages });
    await bridge.ask('Which one?');
    const sent = sentContents();
    expect(sent).toMatchObject([
      { role: 'user', parts: [{ text: 'Run the tests' }, { inlineData: { mimeType: 'image/png', data: 'aGk=' } }] },
      {
        role: 'model',
        parts: [
          { text: 'Running.' },
          { functionCall: { name: 'run_shell_command', args: { command: 'npm test' } } },
          { functionCall: { name: 'write_file' } },
        ],
      },
      {
        role: 'user',
        parts: [
          { functionResponse: { name: 'run_shell_command', response: { output: '1 failed\nExit code: 1' } } },
          {
            functionResponse: {
              name: 'write_file',
              response: { error: 'The user denied this call; it was not run. Denied: no' },
            },
          },
        ],
      },
      { role: 'model', parts: [{ text: 'One test fails.' }] },
      { role: 'user', parts: [{ text: 'Which one?' }] },
    ]);
    expect(JSON.stringify(sent)).not.toContain('hmm');
  });

  test('after the process died in the middle of an answer: what was shown is what the model said', async () => {
    const hold = gate();
    bridges.api.reply(answer(['The first half', hold]), say('The second half'));
    const first = await bridges.start();
    const id = first.message('Tell me');
    await first.event(id, 'text_delta');
    first.child.kill('SIGKILL');
    await first.exited;
    hold.open();

    const second = await bridges.start();
    await second.request({
      type: 'restore',
      messages: asStored(first, id, 'Tell me', [{ type: 'text', text: 'The first half' }], 'interrupted'),
    });
    await second.ask('Go on');
    expect(sentContents()).toEqual([
      { role: 'user', parts: [{ text: 'Tell me' }] },
      { role: 'model', parts: [{ text: 'The first half' }] },
      { role: 'user', parts: [{ text: 'Go on' }] },
    ]);
  });

  test('after the process died while a command ran: the model learns that its end is not known', async () => {
    bridges.api.reply(callTools({ name: 'run_shell_command', args: { command: 'echo started; sleep 600' } }), say('ok'));
    const first = await bridges.start();
    await first.request({ type: 'configure', approvalMode: 'yolo' });
    const id = first.message('Run it');
    await first.event(id, 'tool_output');
    const shown = first.events(id, 'tool_call').at(-1)?.call;
    if (shown === undefined) throw new Error('No call was told.');
    first.child.stdin?.end();
    await first.exited;

    const second = await bridges.start();
    await second.request({
      type: 'restore',
      messages: asStored(
        first,
        id,
        'Run it',
        [{ ...shown, state: 'failed', result: { output: 'started', error: 'Cut off before its result was known.' } }],
        'interrupted',
      ),
    });
    await second.ask('What happened?');
    const sent = sentContents();
    expect(sent[2]?.parts[0]?.functionResponse).toMatchObject({
      name: 'run_shell_command',
      response: { error: expect.stringContaining('Cut off') },
    });
    // Between the two stands a sentence of the SDK, because the API wants the model to speak after a result.
    expect(sent.map((content) => content.role)).toEqual(['user', 'model', 'user', 'model', 'user']);
    expect(sent[4]?.parts).toEqual([{ text: 'What happened?' }]);
  });
});

test('a long history comes in several frames', async () => {
  bridges.api.reply(say('ok'));
  const bridge = await bridges.start();
  const pair = (number: number): RestoredMessage[] => [
    { role: 'user', status: 'complete', parts: [{ type: 'text', text: `question ${number}` }] },
    { role: 'assistant', status: 'complete', parts: [{ type: 'text', text: `answer ${number}` }] },
  ];
  await bridge.request({ type: 'restore', messages: pair(1) });
  await bridge.request({ type: 'restore', messages: pair(2), append: true });
  await bridge.ask('question 3');
  expect(sentContents().map((content) => content.parts[0]?.text)).toEqual([
    'question 1',
    'answer 1',
    'question 2',
    'answer 2',
    'question 3',
  ]);
});

test('restore replaces what a running process remembers, e.g. for a branch', async () => {
  bridges.api.answerWith(() => say('ok'));
  const bridge = await bridges.start();
  await bridge.ask('the old branch');
  await bridge.request({
    type: 'restore',
    messages: [{ role: 'user', status: 'complete', parts: [{ type: 'text', text: 'the new branch' }] }],
  });
  await bridge.ask('go on');
  expect(JSON.stringify(sentContents())).not.toContain('old branch');
  expect(JSON.stringify(sentContents())).toContain('new branch');
});

test('a history of another agent is read from its parts', async () => {
  bridges.api.reply(say('ok'));
  const bridge = await bridges.start();
  await bridge.request({
    type: 'restore',
    messages: [
      { role: 'user', status: 'complete', parts: [{ type: 'text', text: 'hi' }] },
      {
        role: 'assistant',
        status: 'complete',
        parts: [{ type: 'text', text: 'hello from the guide' }],
        provider: { agentId: 'guide', contents: [{ secret: 1 }] },
      },
    ],
  });
  await bridge.ask('go on');
  expect(sentContents()[1]).toEqual({ role: 'model', parts: [{ text: 'hello from the guide' }] });
});

test('restore is refused while a turn runs', async () => {
  const hold = gate();
  bridges.api.reply(answer([hold, 'done']));
  const bridge = await bridges.start();
  const id = bridge.message('hello');
  await hold.reached;
  expect(await bridge.request({ type: 'restore', messages: [] })).toMatchObject({ status: 'error', code: 'conflict' });
  hold.open();
  expect(await bridge.final(id)).toMatchObject({ status: 'success', data: 'done' });
});
