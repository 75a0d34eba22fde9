import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RestoredMessage } from '#protocol/bridge.ts';
import type { ToolCallPart } from '#protocol/conversation.ts';
import { contentsOf, repairContents, responseContents } from '../../../../bridge/gemini/history.ts';

type Content = { role: 'user' | 'model'; parts: Record<string, unknown>[] };

const user = (text: string): RestoredMessage => ({ role: 'user', status: 'complete', parts: [{ type: 'text', text }] });
const toolCall = (callId: string, state: ToolCallPart['state'], result?: ToolCallPart['result']): ToolCallPart => ({
  type: 'tool-call',
  callId,
  name: 'tool',
  title: 'Tool',
  kind: 'other',
  args: {},
  paths: [],
  state,
  ...(result && { result }),
});
const said = (...parts: RestoredMessage['parts']): RestoredMessage => ({ role: 'assistant', status: 'complete', parts });
const functionCall = (id: string) => ({ functionCall: { id, name: 'tool', args: {} } });
const functionResponse = (id: string, response: Record<string, unknown> = { output: 'x' }) => ({
  functionResponse: { id, name: 'tool', response },
});

describe('contents are repaired:', () => {
  test('a call without a response gets one that says its outcome is unknown', () => {
    const repaired = repairContents([
      { role: 'user', parts: [{ text: 'do' }] },
      { role: 'model', parts: [functionCall('1')] },
    ]);
    expect(repaired.at(-1)).toEqual({ role: 'user', parts: [functionResponse('1', { error: expect.stringContaining('not known') })] });
  });

  test('a response to no call is dropped, and words beside it stay', () => {
    expect(repairContents([{ role: 'user', parts: [functionResponse('1'), { text: 'hi' }] }])).toEqual([
      { role: 'user', parts: [{ text: 'hi' }] },
    ]);
  });

  test('an answer before the first question is dropped', () => {
    expect(repairContents([{ role: 'model', parts: [{ text: 'hello' }] }])).toEqual([]);
  });

  test('whatever comes in: every call is followed by its responses, and no response is without its call', () => {
    const part = fc.oneof(
      fc.record({ text: fc.string() }),
      fc.constantFrom('1', '2', '3').map(functionCall),
      fc.constantFrom('1', '2', '3').map((id) => functionResponse(id)),
      fc.constant({}),
    );
    const content = fc.record({
      role: fc.constantFrom('user' as const, 'model' as const),
      parts: fc.uniqueArray(part, { selector: (value) => JSON.stringify(value), maxLength: 4 }),
    });
    fc.assert(
      fc.property(fc.array(content, { maxLength: 8 }), (contents) => {
        const repaired = repairContents(contents as Parameters<typeof repairContents>[0]) as Content[];
        expect(repaired[0]?.role ?? 'user').toBe('user');
        repaired.forEach((current, index) => {
          expect(current.parts.length).toBeGreaterThan(0);
          const calls = current.parts.flatMap((value) => (value.functionCall as { id: string } | undefined)?.id ?? []).sort();
          const next = repaired[index + 1]?.parts ?? [];
          if (current.role === 'model')
            expect(next.flatMap((value) => (value.functionResponse as { id: string } | undefined)?.id ?? []).sort()).toEqual(calls);
          if (current.role === 'model') return;
          const before = repaired[index - 1]?.parts ?? [];
          for (const value of current.parts) {
            const response = value.functionResponse as { id: string } | undefined;
            if (response) expect(before.map((other) => (other.functionCall as { id: string } | undefined)?.id)).toContain(response.id);
          }
        });
        expect(repairContents(repaired)).toEqual(repaired);
      }),
    );
  });
});

describe('restored messages become contents:', () => {
  test('each state of a call tells the model what happened', () => {
    const [, , responses] = contentsOf([
      user('go'),
      said(
        toolCall('1', 'succeeded', { output: 'fine' }),
        toolCall('2', 'succeeded', { output: '', diff: { path: 'a.ts', oldText: null, newText: 'x' } }),
        toolCall('3', 'failed', { output: 'log', error: 'boom' }),
        toolCall('4', 'denied', { output: '', error: 'Denied: no' }),
        toolCall('5', 'cancelled', { output: 'half', error: 'Stopped.' }),
        toolCall('6', 'running'),
      ),
    ]);
    expect((responses?.parts ?? []).map((part) => part.functionResponse?.response)).toEqual([
      { output: 'fine' },
      { output: 'Changed a.ts' },
      { error: 'boom\nlog' },
      { error: 'The user denied this call; it was not run. Denied: no' },
      { error: expect.stringContaining('Output before: half') },
      { error: expect.stringContaining('not known') },
    ]);
  });

  test('text after a call is a turn of its own, since it was said with the result known', () => {
    const contents = contentsOf([
      user('go'),
      said({ type: 'text', text: 'a' }, toolCall('1', 'succeeded', { output: 'r' }), { type: 'text', text: 'b' }),
    ]);
    expect(contents.map((content) => content.role)).toEqual(['user', 'model', 'user', 'model']);
  });

  test('what a person sends beside words is words or bytes, and what was said meanwhile is said by the person', () => {
    const file = { type: 'file' as const, name: 'a.txt', sizeBytes: 2, content: { encoding: 'text' as const, text: 'hi' } };
    const pdf = {
      type: 'file' as const,
      name: 'b.pdf',
      sizeBytes: 3,
      content: { encoding: 'base64' as const, mimeType: 'application/pdf' as const, data: 'UERG' },
    };
    const folder = { type: 'folder' as const, path: '/notes', fileCount: 12, files: ['a.md', 'b.md'], hasMore: false };
    const contents = contentsOf([
      { role: 'user', status: 'complete', parts: [pdf, { type: 'text', text: 'Look' }] },
      {
        role: 'assistant',
        status: 'complete',
        parts: [
          { type: 'text', text: 'Looking.' },
          { type: 'steering', parts: [file, folder] },
          { type: 'text', text: 'Done.' },
        ],
      },
    ]);
    expect(contents).toEqual([
      {
        role: 'user',
        parts: [{ text: 'The attached file b.pdf:' }, { inlineData: { mimeType: 'application/pdf', data: 'UERG' } }, { text: 'Look' }],
      },
      { role: 'model', parts: [{ text: 'Looking.' }] },
      {
        role: 'user',
        parts: [
          { text: 'The attached file a.txt:\n\nhi\n\nEnd of the attached file a.txt.' },
          { text: 'The attached folder /notes holds 12 files, of which these are some:\n\na.md\nb.md' },
        ],
      },
      { role: 'model', parts: [{ text: 'Done.' }] },
    ]);
  });

  test('an answer’s own contents stand for the question, too', () => {
    const own = [
      { role: 'user', parts: [{ text: 'as it was sent' }] },
      { role: 'model', parts: [{ text: 'yes', thoughtSignature: 'c2ln' }] },
    ];
    const contents = contentsOf([
      user('as it was typed'),
      { ...said({ type: 'text', text: 'yes' }), provider: { agentId: 'gemini', contents: own } },
    ]);
    expect(contents).toEqual(own);
  });

  test('what was shown but not reported is added, and nothing twice', () => {
    const own = [
      { role: 'user', parts: [{ text: 'go' }] },
      { role: 'model', parts: [{ text: 'first ' }, functionCall('1')] },
    ];
    const message: RestoredMessage = {
      ...said({ type: 'text', text: 'first ' }, toolCall('1', 'succeeded', { output: 'done' }), { type: 'text', text: 'second' }),
      status: 'interrupted',
      provider: { agentId: 'gemini', contents: own },
    };
    expect(contentsOf([user('go'), message])).toEqual([
      ...own,
      { role: 'user', parts: [functionResponse('1', { output: 'done' })] },
      { role: 'model', parts: [{ text: 'second' }] },
    ]);
  });

  test('contents that make no sense are ignored', () => {
    const message = {
      ...said({ type: 'text', text: 'from the parts' }),
      provider: { agentId: 'gemini', contents: [7, null, { role: 'system', parts: [] }, { role: 'user' }] },
    };
    expect(contentsOf([user('go'), message]).at(-1)).toEqual({ role: 'model', parts: [{ text: 'from the parts' }] });
  });

  test('an empty conversation is empty', () => {
    expect(contentsOf([])).toEqual([]);
  });
});

test('bytes hidden in a response become parts of their own', () => {
  const image = { inlineData: { mimeType: 'image/png', data: 'aGk=' } };
  const parts = [{ functionResponse: { id: '1', name: 'read_file', response: { output: 'an image', __binary_injection__: [image] } } }];
  expect(responseContents(parts)).toEqual([
    { role: 'user', parts: [{ functionResponse: { id: '1', name: 'read_file', response: { output: 'an image' } } }] },
    { role: 'model', parts: [{ text: expect.any(String) }] },
    { role: 'user', parts: [image] },
  ]);
});
