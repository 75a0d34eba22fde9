/** What every test of the bridge needs: a scripted API and bridges that are closed when the test ends. */
import { afterAll, afterEach, beforeAll } from 'vitest';
import { type GeminiApiServer, startGeminiApiServer } from '../../support/gemini-api-server/index.ts';
import { type BridgeProcess, type BridgeProcessOptions, startBridge } from './bridge-process.ts';

export interface BridgeFixture {
  readonly api: GeminiApiServer;
  /** A bridge that talks to `api`. */
  start(options?: BridgeProcessOptions): Promise<BridgeProcess>;
}

export interface BridgeFixtureOptions {
  /**
   * The tests of the file take turns with one process, which is renewed in between: starting one takes a second or more. For tests that are not
   * about the process itself. One that wants an environment or a folder of its own gets a process of its own.
   */
  isShared?: boolean;
}

export function setUpBridges({ isShared = false }: BridgeFixtureOptions = {}): BridgeFixture {
  let api: GeminiApiServer | undefined;
  let shared: BridgeProcess | undefined;
  let isSharedInUse = false;
  const bridges: BridgeProcess[] = [];
  beforeAll(async () => {
    api = await startGeminiApiServer();
  });
  afterEach(async () => {
    isSharedInUse = false;
    for (const bridge of bridges.splice(0)) await bridge.close();
    api?.forget();
  });
  afterAll(async () => {
    await shared?.close();
    await api?.close();
  });

  const startOwn = async (options: BridgeProcessOptions) => {
    const bridge = await startBridge({ baseUrl: fixture.api.baseUrl, ...options });
    bridges.push(bridge);
    return bridge;
  };

  const fixture: BridgeFixture = {
    get api() {
      if (api === undefined) throw new Error('Only inside a test.');
      return api;
    },
    async start(options = {}) {
      const { approvals = false, ...own } = options;
      if (!isShared || isSharedInUse || Object.keys(own).length > 0) return startOwn(options);
      isSharedInUse = true;
      if (shared?.isRunning !== true) {
        await shared?.close();
        shared = await startBridge({ baseUrl: this.api.baseUrl });
      }
      await shared.renew(approvals);
      return shared;
    },
  };
  return fixture;
}
