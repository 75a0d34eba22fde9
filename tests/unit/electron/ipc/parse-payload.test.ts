import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePayload } from '#electron/ipc/parse-payload.ts';
import { AppError } from '#protocol/errors.ts';
import { type InvokeChannel, invokeContract } from '#protocol/ipc.ts';
import { INVOKE_CHANNELS } from '#protocol/ipc-names.ts';

test('every name has a contract, and every contract a name', () => {
  expect(Object.keys(invokeContract).sort()).toEqual([...INVOKE_CHANNELS].sort());
});

test('defaults are filled in', () => {
  expect(parsePayload('chat.open', { conversationId: 'a' })).toEqual({ conversationId: 'a', limit: 100 });
});

test('a change of one setting says nothing of the others', () => {
  expect(parsePayload('settings.update', { patch: { theme: 'dark' } })).toEqual({ patch: { theme: 'dark' } });
  expect(() => parsePayload('settings.update', { patch: { theme: 'pink' } })).toThrow(/theme/);
});

test('a wrong payload is refused with the fields that are wrong', () => {
  expect(() => parsePayload('chat.send', { conversationId: '', parts: [] })).toThrow(/conversationId.*parts/s);
  expect(() => parsePayload('desktop.openExternal', null)).toThrow(expect.objectContaining({ code: 'invalid-request' }));
});

test('fields that the contract does not know never reach a service', () => {
  expect(parsePayload('chat.stop', { conversationId: 'a', also: 'this' })).toEqual({ conversationId: 'a' });
  const payload = JSON.parse('{"id":"a","patch":{"title":"t","__proto__":{"polluted":true},"agentId":"b","evil":1}}');
  expect(parsePayload('conversations.update', payload)).toEqual({ id: 'a', patch: { title: 't', agentId: 'b' } });
});

test('whatever a page sends, it is parsed or refused: nothing else is ever thrown', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<InvokeChannel>(...INVOKE_CHANNELS),
      fc.anything({ withBigInt: true, withNullPrototype: true }),
      (channel, payload) => {
        try {
          parsePayload(channel, payload);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
          expect((error as AppError).code).toBe('invalid-request');
        }
      },
    ),
    { numRuns: 2000 },
  );
});
