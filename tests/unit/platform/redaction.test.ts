import { describe, expect, test } from 'vitest';
import { createRedactor, isSecretName, REMOVED } from '#platform/redaction.ts';

// Put together at run time, so that no scanner takes them for real ones.
const tail = 'Abcdef0123456789'.repeat(3);

describe('what looks like a secret is removed', () => {
  test.each([
    ['a Google key', `key AIza${tail.slice(0, 35)} here`, `key ${REMOVED} here`],
    ['an OpenAI key', `sk-proj-${tail}`, REMOVED],
    ['a GitHub token', `ghp_${tail.slice(0, 36)}`, REMOVED],
    ['a header', `Authorization: Bearer ${tail}`, `Authorization: Bearer ${REMOVED}`],
    ['an address with a password', 'https://me:hunter2@example.org/x', `https://me:${REMOVED}@example.org/x`],
    ['a query', `https://example.org/?key=${tail}&alt=sse`, `https://example.org/?key=${REMOVED}&alt=sse`],
    ['a variable on a command line', `GEMINI_API_KEY=${tail} node x.js`, `GEMINI_API_KEY=${REMOVED} node x.js`],
    ['a web token', `eyJ${tail}.${tail}.${tail}`, REMOVED],
    ['a private key', `-----BEGIN RSA PRIVATE KEY-----\n${tail}\n-----END RSA PRIVATE KEY-----`, REMOVED],
  ])('%s', (_name, text, expected) => {
    expect(createRedactor().redact(text)).toBe(expected);
  });
});

test.each(['a risk-free task', 'sk-1', 'the bearer of news', 'tokens: 1200', 'https://example.org:8080/a?b=c', 'AIza'])(
  'ordinary text stays: %s',
  (text) => {
    expect(createRedactor().redact(text)).toBe(text);
  },
);

test('a known secret is removed wherever it stands, in JSON and in addresses too', () => {
  const redactor = createRedactor();
  redactor.addSecret('pass"word/é');
  const text = `pass"word/é ${JSON.stringify({ k: 'pass"word/é' })} ?x=${encodeURIComponent('pass"word/é')}`;
  expect(redactor.redact(text)).toBe(`${REMOVED} {"k":"${REMOVED}"} ?x=${REMOVED}`);
});

test('a known secret that is too short to be told from words is left', () => {
  const redactor = createRedactor();
  redactor.addSecret('a');
  expect(redactor.redact('banana')).toBe('banana');
});

test('names of secret fields are known by their end', () => {
  for (const name of ['apiKey', 'api_key', 'GEMINI_API_KEY', 'Authorization', 'accessToken', 'password'])
    expect(isSecretName(name)).toBe(true);
  for (const name of ['inputTokens', 'key', 'secretary', 'tokenCount']) expect(isSecretName(name)).toBe(false);
});
