import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCredentials, type KeyStore } from '#electron/desktop/credentials.ts';

/** Reverses the bytes: enough to see that the file never holds the key itself. */
const workingKeyStore: KeyStore = {
  isAvailable: () => true,
  encrypt: (text) => Buffer.from(text).reverse(),
  decrypt: (data) => Buffer.from(data).reverse().toString(),
};
const noKeyStore: KeyStore = {
  isAvailable: () => false,
  encrypt: () => {
    throw new Error('no key store');
  },
  decrypt: () => {
    throw new Error('no key store');
  },
};

const KEY = 'AIzaSyTest-0123456789';
let folder: string;
let file: string;
let secrets: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'credentials-'));
  file = join(folder, 'credentials.json');
  secrets = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (keyStore: KeyStore, environment: NodeJS.ProcessEnv = {}) =>
  createCredentials({ file, keyStore, environment, registerSecret: (secret) => secrets.push(secret) });

test('a saved key survives a restart, encrypted, and only its end is shown', () => {
  open(workingKeyStore).save({ method: 'api-key', key: KEY });
  expect(readFileSync(file, 'utf8')).not.toContain(KEY);
  const reopened = open(workingKeyStore);
  expect(reopened.bridgeEnvironment()).toEqual({ GEMINI_API_KEY: KEY });
  expect(reopened.status()).toMatchObject({ source: 'key-store', keyHint: '6789' });
  expect(JSON.stringify(reopened.status())).not.toContain(KEY);
});

test('without a key store nothing is written until the person says where', () => {
  const credentials = open(noKeyStore);
  expect(() => credentials.save({ method: 'api-key', key: KEY })).toThrow(/no key store/);
  expect(open(noKeyStore).account()).toBeNull();
});

test('kept in memory, it is gone after a restart', () => {
  const credentials = open(noKeyStore);
  credentials.save({ method: 'api-key', key: KEY }, 'memory');
  expect(credentials.status().source).toBe('memory');
  expect(open(noKeyStore).account()).toBeNull();
});

test('kept in a file, only the owner may read it', () => {
  open(noKeyStore).save({ method: 'api-key', key: KEY }, 'file');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(open(noKeyStore).status().source).toBe('unprotected-file');
});

test('a new base URL alone keeps the key in use', () => {
  const credentials = open(workingKeyStore);
  credentials.save({ method: 'api-key', key: KEY });
  credentials.save({ method: 'api-key', baseUrl: 'http://127.0.0.1:1' });
  expect(credentials.bridgeEnvironment()).toEqual({ GEMINI_API_KEY: KEY, GOOGLE_GEMINI_BASE_URL: 'http://127.0.0.1:1' });
});

test('a key of the environment is used, and given way to one that is saved', () => {
  const credentials = open(workingKeyStore, { GEMINI_API_KEY: 'from-environment' });
  expect(credentials.status()).toMatchObject({ source: 'environment' });
  credentials.save({ method: 'api-key', key: KEY });
  expect(credentials.bridgeEnvironment()).toEqual({ GEMINI_API_KEY: KEY });
  credentials.remove();
  expect(credentials.status().source).toBe('environment');
});

test('every key in use is told to the log as a secret', () => {
  const credentials = open(workingKeyStore, { GEMINI_API_KEY: 'from-environment' });
  credentials.save({ method: 'api-key', key: KEY });
  expect(secrets).toEqual(['from-environment', KEY]);
});

test('a file that cannot be read counts as no account and stays where it is', () => {
  writeFileSync(file, 'not json');
  expect(open(workingKeyStore).account()).toBeNull();
  expect(readFileSync(file, 'utf8')).toBe('not json');
});

test('Vertex AI signs in by project and location', () => {
  const credentials = open(workingKeyStore);
  credentials.save({ method: 'vertex-ai', project: 'p', location: 'global' });
  expect(credentials.bridgeEnvironment()).toEqual({
    GOOGLE_GENAI_USE_VERTEXAI: 'true',
    GOOGLE_CLOUD_PROJECT: 'p',
    GOOGLE_CLOUD_LOCATION: 'global',
  });
});
