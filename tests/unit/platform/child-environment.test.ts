import { expect, test } from 'vitest';
import { childEnvironment, offlineEnvironment } from '#platform/child-environment.ts';

test('only what is allowed passes, in any case', () => {
  const source = {
    PATH: '/bin',
    Path: 'C:\\',
    https_proxy: 'http://proxy',
    LC_ALL: 'C',
    XDG_CACHE_HOME: '/cache',
    GEMINI_API_KEY: 'secret',
    GITHUB_TOKEN: 'secret',
    NODE_OPTIONS: '--require evil',
    LD_PRELOAD: 'evil.so',
    ELECTRON_RUN_AS_NODE: '1',
    AGENT_MANAGER_OWNER: 'another:1',
    SHELL: '() { evil; }',
    HOME: undefined,
  };
  expect(Object.keys(childEnvironment({}, source)).sort()).toEqual(['LC_ALL', 'PATH', 'Path', 'XDG_CACHE_HOME', 'https_proxy']);
});

test('a child without business in the network gets no proxy, whose address may hold a password', () => {
  const source = { PATH: '/bin', https_proxy: 'http://ada:secret@proxy:1', HTTP_PROXY: 'http://ada:secret@proxy:1', SSL_CERT_FILE: '/ca' };
  expect(offlineEnvironment({ PYTHONPATH: '/p' }, source)).toEqual({ PATH: '/bin', SSL_CERT_FILE: '/ca', PYTHONPATH: '/p' });
});

test('extras are added, win, and take away', () => {
  expect(childEnvironment({ PATH: '/mine', TOKEN: 'given', HOME: undefined }, { PATH: '/bin', HOME: '/root' })).toEqual({
    PATH: '/mine',
    TOKEN: 'given',
  });
});
