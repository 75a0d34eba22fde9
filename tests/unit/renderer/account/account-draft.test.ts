import { describe, expect, test } from 'vitest';
import { geminiAccountSchema } from '#protocol/ipc.ts';
import { type AccountDraft, accountFromDraft, draftErrors, draftFromStatus } from '#renderer/features/account/account-draft.ts';
import { usualState } from '#tests/support/fake-preload/scenarios.ts';

const draft = (change: Partial<AccountDraft>): AccountDraft => ({
  method: 'api-key',
  key: '',
  baseUrl: '',
  project: '',
  location: '',
  ...change,
});

describe('draftErrors', () => {
  test('a first key is needed, a replacement may be left empty', () => {
    expect(draftErrors(draft({}), false)).toHaveProperty('key');
    expect(draftErrors(draft({}), true)).toEqual({});
  });

  test('spaces around a pasted key do no harm, spaces within it are a mistake', () => {
    expect(draftErrors(draft({ key: ' AIzaSy ' }), false)).toEqual({});
    expect(draftErrors(draft({ key: 'AIza Sy' }), false)).toHaveProperty('key');
  });

  test.each(['gateway.example', 'ftp://gateway.example', 'javascript:alert(1)'])('%s is no base URL', (baseUrl) => {
    expect(draftErrors(draft({ key: 'k', baseUrl }), false)).toHaveProperty('baseUrl');
  });

  test('Vertex AI needs project and location, and no key', () => {
    expect(Object.keys(draftErrors(draft({ method: 'vertex-ai' }), false))).toEqual(['project', 'location']);
    expect(draftErrors(draft({ method: 'vertex-ai', project: 'p', location: 'us-central1' }), false)).toEqual({});
  });
});

describe('accountFromDraft', () => {
  test.each([
    [
      draft({ key: ' AIza ', baseUrl: ' https://gateway.example ' }),
      { method: 'api-key', key: 'AIza', baseUrl: 'https://gateway.example' },
    ],
    [draft({}), { method: 'api-key' }],
    [
      draft({ method: 'vertex-ai', project: 'p ', location: 'l', baseUrl: 'https://left.over' }),
      { method: 'vertex-ai', project: 'p', location: 'l' },
    ],
  ])('gives main what its contract takes', (from, account) => {
    expect(accountFromDraft(from)).toEqual(account);
    expect(geminiAccountSchema.parse(account)).toEqual(account);
  });
});

test('a form never starts with the key', () => {
  expect(draftFromStatus(usualState().credentials).key).toBe('');
});
