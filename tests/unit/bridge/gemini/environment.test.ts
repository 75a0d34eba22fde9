import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { OWNER_VARIABLE } from '#platform/process-table.ts';
import { commandEnvironment, setProjectHome, takeCredentials } from '../../../../bridge/gemini/environment.ts';

describe('credentials', () => {
  test.each([
    [{ GEMINI_API_KEY: 'k' }, { method: 'api-key', apiKey: 'k' }],
    [{ GOOGLE_API_KEY: 'k' }, { method: 'api-key', apiKey: 'k' }],
    [
      { GEMINI_API_KEY: 'k', GOOGLE_GEMINI_BASE_URL: 'http://x' },
      { method: 'api-key', apiKey: 'k', baseUrl: 'http://x' },
    ],
    [{ GOOGLE_GEMINI_BASE_URL: 'http://x' }, { method: 'gateway', baseUrl: 'http://x' }],
    [{ GOOGLE_GENAI_USE_VERTEXAI: 'true', GOOGLE_CLOUD_PROJECT: 'p', GOOGLE_CLOUD_LOCATION: 'l' }, { method: 'vertex-ai' }],
    [
      { GOOGLE_GENAI_USE_VERTEXAI: 'true', GOOGLE_API_KEY: 'k' },
      { method: 'vertex-ai', apiKey: 'k' },
    ],
    [{ GOOGLE_GENAI_USE_VERTEXAI: 'true' }, null],
    [{}, null],
    [{ GEMINI_API_KEY: '' }, null],
  ])('in %j are %j', (environment, expected) => {
    expect(takeCredentials({ ...environment })).toEqual(expected);
  });

  test('leave the environment, and so does what made us run', () => {
    const environment = { GEMINI_API_KEY: 'a', GOOGLE_API_KEY: 'b', ELECTRON_RUN_AS_NODE: '1', PATH: '/bin' };
    takeCredentials(environment);
    expect(environment).toEqual({ PATH: '/bin' });
  });
});

test('each project has a home of its own below the state folder, which only the person can read', () => {
  const state = mkdtempSync(path.join(tmpdir(), 'state-'));
  const environment: NodeJS.ProcessEnv = { AGENT_MANAGER_STATE_DIR: state };
  const one = setProjectHome('/home/ada/engine', environment);
  expect(environment.GEMINI_CLI_HOME).toBe(one);
  const other = setProjectHome('/home/bob/engine', environment);
  expect(other).not.toBe(one);
  expect(setProjectHome('/home/ada/engine/', environment)).toBe(one);
  for (const home of [one, other]) expect(path.dirname(home)).toBe(path.join(state, 'gemini'));
  if (process.platform !== 'win32') expect(statSync(one).mode & 0o077).toBe(0);
  rmSync(state, { recursive: true });
});

test('commands do not see what only concerns the bridge, and keep the mark of the app’s processes', () => {
  const environment = {
    PATH: '/bin',
    GEMINI_CLI_HOME: '/state/x',
    AGENT_MANAGER_STATE_DIR: '/state',
    AGENT_MANAGER_GEMINI_ATTEMPTS: '1',
    [OWNER_VARIABLE]: 'app:1',
  };
  expect(commandEnvironment(environment)).toEqual({ PATH: '/bin', [OWNER_VARIABLE]: 'app:1' });
});
