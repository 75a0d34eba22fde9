import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLogin } from '#electron/network/proxy-choice.ts';
import { say } from '../../support/gemini-api-server/index.ts';
import { type HouseNetwork, startHouseNetwork } from '../../support/tls/house-network.ts';
import { setUpBridges } from './fixture.ts';

const bridges = setUpBridges();
let house: HouseNetwork;
beforeEach(async () => {
  house = await startHouseNetwork(bridges.api.baseUrl);
});
afterEach(() => house.close());

test('behind a proxy and a certificate of the house’s own the SDK reaches the API', async () => {
  bridges.api.reply(say('From inside.'));
  const bridge = await bridges.start({
    baseUrl: house.baseUrl,
    env: { HTTPS_PROXY: house.proxyUrl, NODE_EXTRA_CA_CERTS: house.caFile },
  });
  expect(await bridge.ask('Hello?')).toMatchObject({ status: 'success', data: 'From inside.' });
  expect(house.tunnels).toContain('gemini.house.invalid:8443');
});

test('without the certificate the connection is refused as one that is not trusted, and nothing is sent', async () => {
  const bridge = await bridges.start({
    baseUrl: house.baseUrl,
    env: { HTTPS_PROXY: house.proxyUrl, AGENT_MANAGER_GEMINI_ATTEMPTS: '1' },
  });
  expect(await bridge.ask('Hello?')).toMatchObject({ status: 'error', code: 'network' });
  expect(bridges.api.streams).toEqual([]);
});

test('a proxy that asks who one is gets the name and password of the address, whatever is in them', async () => {
  const login = { name: 'ada', password: 'p@ss:w%rd/ü' };
  const guarded = await startHouseNetwork(bridges.api.baseUrl, login);
  try {
    bridges.api.reply(say('Let in.'));
    const env = { HTTPS_PROXY: withLogin(guarded.proxyUrl, login), NODE_EXTRA_CA_CERTS: guarded.caFile };
    const bridge = await bridges.start({ baseUrl: guarded.baseUrl, env });
    expect(await bridge.ask('Hello?')).toMatchObject({ status: 'success', data: 'Let in.' });
  } finally {
    await guarded.close();
  }
});

test('what is on this computer goes past the proxy', async () => {
  bridges.api.reply(say('Directly.'));
  const bridge = await bridges.start({ env: { HTTPS_PROXY: house.proxyUrl, HTTP_PROXY: house.proxyUrl, NO_PROXY: 'localhost,127.0.0.1' } });
  expect(await bridge.ask('Hello?')).toMatchObject({ data: 'Directly.' });
  expect(house.tunnels).toEqual([]);
});
