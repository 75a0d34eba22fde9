/** What every test of the bridge needs: a scripted API and bridges that are closed when the test ends. */
import { afterEach, beforeEach } from 'vitest';
import { type GeminiApiServer, startGeminiApiServer } from '../../support/gemini-api-server/index.ts';
import { type BridgeProcess, type BridgeProcessOptions, startBridge } from './bridge-process.ts';

export interface BridgeFixture {
  readonly api: GeminiApiServer;
  /** A bridge that talks to `api`. */
  start(options?: BridgeProcessOptions): Promise<BridgeProcess>;
}

export function setUpBridges(): BridgeFixture {
  let api: GeminiApiServer | undefined;
  const bridges: BridgeProcess[] = [];
  beforeEach(async () => {
    api = await startGeminiApiServer();
  });
  afterEach(async () => {
    for (const bridge of bridges.splice(0)) await bridge.close();
    await api?.close();
  });
  return {
    get api() {
      if (api === undefined) throw new Error('Only inside a test.');
      return api;
    },
    async start(options = {}) {
      const bridge = await startBridge({ baseUrl: this.api.baseUrl, ...options });
      bridges.push(bridge);
      return bridge;
    },
  };
}
