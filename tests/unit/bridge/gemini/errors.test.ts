import { describe, expect, test } from 'vitest';
import { AppError } from '#protocol/errors.ts';
import { classifyError, invalidStreamError, PromptBlockedError, refused } from '../../../../bridge/gemini/errors.ts';
import { readProviderError } from '../../../../bridge/gemini/provider-error.ts';

/** An error as the provider's client throws it. */
function apiError(status: number, message: string, details: unknown[] = []): Error {
  return Object.assign(new Error(JSON.stringify({ error: { code: status, message, details } })), { status });
}

describe('what the provider throws is read for its facts:', () => {
  test('a JSON document as the message', () => {
    expect(
      readProviderError(
        apiError(429, 'Slow down', [
          { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '1.5s' },
          { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [{ quotaId: 'PerDay' }, {}] },
          { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'RATE_LIMIT_EXCEEDED' },
        ]),
      ),
    ).toEqual({ message: 'Slow down', status: 429, retryAfterMs: 1500, quotaIds: ['PerDay'], reasons: ['RATE_LIMIT_EXCEEDED'] });
  });

  test('a document inside the message of a document', () => {
    const inner = JSON.stringify({ error: { code: 404, message: 'no such model' } });
    expect(readProviderError(new Error(JSON.stringify({ error: { code: 404, message: inner } })))).toMatchObject({
      status: 404,
      message: 'no such model',
    });
  });

  test('a status in words', () => {
    expect(readProviderError(new Error('got status: 503 Service Unavailable. <html>'))).toMatchObject({ status: 503 });
  });

  test('a code two causes down', () => {
    const error = new TypeError('fetch failed', { cause: new Error('x', { cause: Object.assign(new Error('y'), { code: 'ENOTFOUND' }) }) });
    expect(readProviderError(error)).toMatchObject({ networkCode: 'ENOTFOUND' });
  });

  test.each([undefined, null, 'text', 7, {}, { message: '{}' }, { message: '{"error":7}' }, new Error('{ not json }')])(
    '%s is read without a failure',
    (value) => {
      expect(readProviderError(value)).toMatchObject({ quotaIds: [], reasons: [] });
    },
  );
});

describe('errors are classified:', () => {
  test.each([
    [apiError(401, 'no'), 'auth'],
    [apiError(403, 'no'), 'auth'],
    [apiError(404, 'no'), 'model-not-found'],
    [apiError(429, 'no'), 'quota'],
    [apiError(500, 'no'), 'network'],
    [apiError(504, 'no'), 'network'],
    [apiError(418, 'no'), 'internal'],
    [new TypeError('fetch failed'), 'network'],
    [new TypeError('terminated'), 'network'],
    [new Error('Incomplete JSON segment at the end'), 'network'],
    [new Error('Could not load the default credentials.'), 'auth'],
    [new Error('something of ours'), 'internal'],
    [new PromptBlockedError('BLOCKLIST'), 'refused'],
    [invalidStreamError('RECITATION_BLOCKED', ''), 'refused'],
    [invalidStreamError('NO_FINISH_REASON', ''), 'network'],
    [refused('SOMETHING_NEW'), 'refused'],
  ] as const)('%s is %s', (error, code) => {
    expect(classifyError(error)).toMatchObject({ code, message: expect.stringMatching(/[.!?…]$/) });
  });

  test('one that is classified already stays as it is', () => {
    const error = new AppError({ code: 'busy', message: 'Busy.' });
    expect(classifyError(error)).toBe(error);
  });

  test('a message of many lines becomes one short sentence, with the whole in the details', () => {
    const error = classifyError(apiError(403, `${'long '.repeat(100)}\nsecond line`));
    expect(error.message.length).toBeLessThan(300);
    expect(error.message).not.toContain('second line');
    expect(error.details).toContain('second line');
  });

  test('a long wait is told in minutes', () => {
    const retry = { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '600s' };
    expect(classifyError(apiError(429, 'x', [retry])).message).toContain('10 minutes');
  });
});
