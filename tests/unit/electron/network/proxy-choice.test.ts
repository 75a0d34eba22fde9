import { expect, test } from 'vitest';
import { chooseProxy, proxyEnvironment, shownProxy } from '#electron/network/proxy-choice.ts';
import { noProxySchema, proxyUrlSchema } from '#protocol/network.ts';

const SYSTEM = { proxyMode: 'system' as const, proxyUrl: null, noProxy: '' };

test('the environment goes before the system, in either spelling', () => {
  const choice = chooseProxy(SYSTEM, { https_proxy: 'http://env:1', NO_PROXY: 'a, b' }, 'PROXY system:2');
  expect(choice).toEqual({ url: 'http://env:1', noProxy: 'a,b,localhost,127.0.0.1,::1', from: 'environment' });
});

test('the system’s first word counts', () => {
  expect(chooseProxy(SYSTEM, {}, 'HTTPS secure:2; PROXY plain:3')).toMatchObject({ url: 'https://secure:2', from: 'system' });
  expect(chooseProxy(SYSTEM, {}, 'DIRECT; PROXY plain:3')).toMatchObject({ url: null });
});

test('none means none, whatever the environment says; an address that is missing is told', () => {
  expect(chooseProxy({ ...SYSTEM, proxyMode: 'none' }, { HTTPS_PROXY: 'http://env:1' }, 'DIRECT')).toMatchObject({ url: null });
  expect(chooseProxy({ ...SYSTEM, proxyMode: 'manual' }, {}, 'DIRECT').problem).toContain('No address');
});

test('without a proxy every variable is taken out', () => {
  const values = proxyEnvironment({ url: null, noProxy: '', from: 'settings' });
  expect(Object.keys(values)).toHaveLength(8);
  expect(Object.values(values).every((value) => value === undefined)).toBe(true);
});

test('a password is for no eyes', () => {
  expect(shownProxy('http://ada:hunter22@proxy:3128')).toBe('http://proxy:3128');
});

test('what can be entered', () => {
  const says = (text: string) => proxyUrlSchema.safeParse(text).error?.issues.map(({ message }) => message);
  for (const right of ['http://proxy:8080', 'https://proxy.example.org', 'http://[::1]:3128', 'http://10.0.0.1:80/'])
    expect(says(right), right).toBeUndefined();
  for (const wrong of ['proxy:8080', 'ftp://proxy', 'http://', 'http://proxy/path', 'http://pro xy', 'http://p:123456'])
    expect(says(wrong), wrong).toEqual([expect.stringContaining('such as')]);
  expect(says('http://ada:hunter22@proxy:3128')).toEqual([expect.stringContaining('name and password out')]);
  expect(noProxySchema.safeParse('.example.org, 10.0.0.0/8, *.local').success).toBe(true);
  expect(noProxySchema.safeParse('a;b').success).toBe(false);
});
