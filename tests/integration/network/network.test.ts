import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { testAccount } from '#electron/desktop/credential-test.ts';
import type { KeyStore } from '#electron/desktop/credentials.ts';
import { createNetwork, type ElectronSession } from '#electron/network/network.ts';
import { createProxyLogins } from '#electron/network/proxy-login.ts';
import { createSettingsStore } from '#electron/store/settings.ts';
import { createLog } from '#platform/log.ts';
import type { NetworkState } from '#protocol/network.ts';
import { type GeminiApiServer, startGeminiApiServer } from '#tests/support/gemini-api-server/index.ts';
import { type HouseNetwork, startHouseNetwork } from '#tests/support/tls/house-network.ts';

let folder: string;
let api: GeminiApiServer;
let house: HouseNetwork;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'agent-manager-network-'));
  api = await startGeminiApiServer();
  house = await startHouseNetwork(api.baseUrl);
});
afterEach(async () => {
  await house.close();
  await api.close();
  rmSync(folder, { recursive: true });
});

/** Encrypts well enough to see that something does. */
const MIRROR_KEY_STORE: KeyStore = {
  isAvailable: () => true,
  encrypt: (text) => Buffer.from([...text].reverse().join('')),
  decrypt: (data) => [...data.toString()].reverse().join(''),
};

/** The real thing, but for the desktop's word. */
function network(environment: NodeJS.ProcessEnv, systemSays = 'DIRECT') {
  const log = createLog({ write: () => undefined });
  const settings = createSettingsStore({ file: join(folder, 'settings.json'), log });
  const given: unknown[] = [];
  const secrets: string[] = [];
  const session: ElectronSession = {
    setProxy: async (config) => void given.push(config),
    resolveProxy: async () => systemSays,
    setCertificateVerifyProc: () => {},
    closeAllConnections: async () => {},
  };
  const registerSecret = (secret: string) => void secrets.push(secret);
  const logins = createProxyLogins({ file: join(folder, 'proxy-login.json'), keyStore: MIRROR_KEY_STORE, registerSecret });
  const created = createNetwork({ settings, environment, sessions: [session], logins, log });
  const changed = () => new Promise<NetworkState>((resolve) => created.onDidChange(resolve));
  return { ...created, settings, given, changed, secrets };
}

const reaches = async () => {
  const test = await testAccount({ method: 'api-key', key: 'k', baseUrl: house.baseUrl }, globalThis.fetch);
  return test.ok;
};

test('the settings decide how main gets out, at once, and what its children are told', async () => {
  const environment: NodeJS.ProcessEnv = { PATH: '/bin', all_proxy: 'socks://old:1' };
  const { apply, settings, state, changed, given } = network(environment);
  await apply();
  expect(state()).toEqual({ proxy: null, from: 'system', extraCertificates: 0, loginName: null, keepsLogin: true, problems: [] });
  expect(await reaches(), 'before').toBe(false);

  const change = changed();
  settings.update({ proxyMode: 'manual', proxyUrl: house.proxyUrl, noProxy: '.example.org', caFile: house.caFile });
  expect(await change).toMatchObject({ proxy: house.proxyUrl, from: 'settings', extraCertificates: 1, problems: [] });
  expect(await reaches(), 'through the proxy, with the certificate').toBe(true);
  expect(house.tunnels).toContain('gemini.house.invalid:8443');
  expect(environment).toMatchObject({
    PATH: '/bin',
    HTTPS_PROXY: house.proxyUrl,
    https_proxy: house.proxyUrl,
    NO_PROXY: '.example.org,localhost,127.0.0.1,::1',
    NODE_EXTRA_CA_CERTS: house.caFile,
  });
  expect(environment.all_proxy).toBeUndefined();
  expect(given.at(-1)).toMatchObject({ mode: 'fixed_servers', proxyRules: house.proxyUrl });

  const back = changed();
  settings.update({ proxyMode: 'none' });
  expect(await back).toMatchObject({ proxy: null, from: 'settings' });
  expect(await reaches(), 'without the proxy').toBe(false);
  expect(environment.HTTPS_PROXY).toBeUndefined();
  const untrusted = changed();
  settings.update({ proxyMode: 'manual', caFile: null });
  await untrusted;
  expect(await reaches(), 'without the certificate').toBe(false);
});

test('what the system says reaches agents too; a proxy of another kind is pointed out', async () => {
  const environment: NodeJS.ProcessEnv = {};
  const first = network(environment, `PROXY ${new URL(house.proxyUrl).host}; DIRECT`);
  await first.apply();
  expect(first.state()).toMatchObject({ proxy: house.proxyUrl, from: 'system' });
  expect(environment.HTTPS_PROXY).toBe(house.proxyUrl);
  const other = network({}, 'SOCKS5 127.0.0.1:1080');
  await other.apply();
  expect(other.state()).toMatchObject({ proxy: null, problems: [expect.stringContaining('SOCKS5 127.0.0.1:1080')] });
});

test('a file of certificates that is gone or holds none costs nothing but itself, and says so', async () => {
  const { apply, settings, state, changed } = network({});
  await apply();
  const gone = changed();
  settings.update({ caFile: join(folder, 'gone.pem') });
  await gone;
  expect(state()).toMatchObject({ extraCertificates: 0, problems: [expect.stringContaining('gone.pem is not there.')] });
  writeFileSync(join(folder, 'notes.txt'), 'no certificate');
  const wrong = changed();
  settings.update({ caFile: join(folder, 'notes.txt') });
  expect((await wrong).problems).toEqual([expect.stringContaining('holds no certificate')]);
});

test('a proxy that asks who one is gets the name and password of its own address, which stand in no file as they are', async () => {
  const login = { name: 'DOMAIN\\ada', password: 'p@ss:w%rd/ü' };
  const guarded = await startHouseNetwork(api.baseUrl, login);
  const reachesGuarded = async () => (await testAccount({ method: 'api-key', key: 'k', baseUrl: guarded.baseUrl }, globalThis.fetch)).ok;
  try {
    const environment: NodeJS.ProcessEnv = {};
    const { apply, settings, setProxyLogin, loginFor, changed, state, secrets } = network(environment);
    await apply();
    await expect(setProxyLogin(login)).rejects.toThrow('Enter the address of the proxy first.');
    const asked = changed();
    settings.update({ proxyMode: 'manual', proxyUrl: guarded.proxyUrl, caFile: guarded.caFile });
    await asked;
    expect(await reachesGuarded(), 'without a login').toBe(false);
    await setProxyLogin({ ...login, password: 'wrong' });
    expect(await reachesGuarded(), 'with a wrong one').toBe(false);
    await setProxyLogin(login);
    expect(await reachesGuarded(), 'with it').toBe(true);
    expect(state()).toEqual({
      ...{ proxy: guarded.proxyUrl, from: 'settings', extraCertificates: 1, problems: [] },
      ...{ loginName: login.name, keepsLogin: true },
    });
    expect(URL.parse(environment.HTTPS_PROXY ?? '')).toMatchObject({ password: encodeURIComponent(login.password) });
    const { host } = new URL(guarded.proxyUrl);
    expect(loginFor(host)).toEqual(login);
    expect(loginFor('other.example:8080')).toBeNull();
    expect(secrets).toContain(login.password);
    for (const name of readdirSync(folder)) expect(readFileSync(join(folder, name), 'utf8'), name).not.toMatch(/p@ss|p%40ss/);

    const again = network({});
    await again.apply();
    expect(again.state(), 'after a restart').toMatchObject({ loginName: login.name });
    const moved = again.changed();
    again.settings.update({ proxyUrl: house.proxyUrl });
    expect(await moved, 'another address').toMatchObject({ proxy: house.proxyUrl, loginName: null });
    expect(again.loginFor(new URL(house.proxyUrl).host)).toBeNull();
    const back = again.changed();
    again.settings.update({ proxyUrl: guarded.proxyUrl });
    expect(await back, 'and back').toMatchObject({ loginName: login.name });
    await again.setProxyLogin(null);
    expect(again.state().loginName).toBeNull();
    expect(readdirSync(folder)).not.toContain('proxy-login.json');
  } finally {
    await guarded.close();
  }
});
