import { expect, test } from 'vitest';

/** Each stub stands in for a module; this is what the SDK may rely on of it while the bridge runs. */
test('telemetry takes everything and keeps nothing', async () => {
  const telemetry = await import('../../../../bridge/gemini/stubs/telemetry-sdk.ts');
  expect(telemetry.isTelemetrySdkInitialized()).toBe(false);
  let wasRun = false;
  telemetry.bufferTelemetryEvent(() => {
    wasRun = true;
  });
  await telemetry.initializeTelemetry();
  await telemetry.flushTelemetry();
  await telemetry.shutdownTelemetry();
  expect(wasRun).toBe(false);
});

test('usage statistics are off', async () => {
  const { ClearcutLogger } = await import('../../../../bridge/gemini/stubs/clearcut-logger.ts');
  expect(ClearcutLogger.getInstance()).toBeUndefined();
});

test('nobody is signed in to Code Assist, and there is no stored key', async () => {
  const { getCodeAssistServer } = await import('../../../../bridge/gemini/stubs/code-assist.ts');
  const { loadApiKey } = await import('../../../../bridge/gemini/stubs/api-key-storage.ts');
  expect(getCodeAssistServer()).toBeUndefined();
  expect(await loadApiKey()).toBeNull();
});

test('there are no remote agents', async () => {
  const { A2AClientManager } = await import('../../../../bridge/gemini/stubs/a2a-client-manager.ts');
  const manager = new A2AClientManager();
  manager.clearCache();
  expect(manager.getClient()).toBeUndefined();
  expect(manager.getAgentCard()).toBeUndefined();
  expect(() => manager.loadAgent()).toThrow(/left out of the bridge/);
});

test('what is used after all says so', async () => {
  const { GcpLogExporter, GcpMetricExporter, GcpTraceExporter } = await import('../../../../bridge/gemini/stubs/gcp-exporters.ts');
  const { WebSocket } = await import('../../../../bridge/gemini/stubs/ws.ts');
  const { Terminal } = await import('../../../../bridge/gemini/stubs/xterm-headless.ts');
  const { simpleGit } = await import('../../../../bridge/gemini/stubs/simple-git.ts');
  for (const Stub of [GcpLogExporter, GcpMetricExporter, GcpTraceExporter, WebSocket, Terminal])
    expect(() => new Stub()).toThrow(/left out of the bridge/);
  expect(() => simpleGit()).toThrow(/left out of the bridge/);
});

test('undici’s parts are those of its index', async () => {
  const stub = await import('../../../../bridge/gemini/stubs/undici.ts');
  const undici = await import('undici');
  for (const name of ['Agent', 'EnvHttpProxyAgent', 'ProxyAgent', 'buildConnector', 'setGlobalDispatcher'] as const)
    expect(stub[name], name).toBe(undici[name]);
});
