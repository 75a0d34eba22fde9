/**
 * Stands in for undici's index, which also loads its web standards (fetch, cookies, WebSocket, EventSource) and its mocks. The SDK takes
 * connections, proxies and time limits from it, and `fetch` is Node's.
 */
// @ts-expect-error A file of the package without types of its own.
import connect from 'undici/lib/api/api-connect.js';
// @ts-expect-error As above.
import buildConnectorModule from 'undici/lib/core/connect.js';
// @ts-expect-error As above.
import AgentModule from 'undici/lib/dispatcher/agent.js';
// @ts-expect-error As above.
import Dispatcher from 'undici/lib/dispatcher/dispatcher.js';
// @ts-expect-error As above.
import EnvHttpProxyAgentModule from 'undici/lib/dispatcher/env-http-proxy-agent.js';
// @ts-expect-error As above.
import ProxyAgentModule from 'undici/lib/dispatcher/proxy-agent.js';
// @ts-expect-error As above.
import globalModule from 'undici/lib/global.js';

// The index gives dispatchers their methods. This is the one that proxies open their tunnel with.
Dispatcher.prototype.connect = connect;

export const buildConnector: unknown = buildConnectorModule;
export const Agent: unknown = AgentModule;
export const EnvHttpProxyAgent: unknown = EnvHttpProxyAgentModule;
export const ProxyAgent: unknown = ProxyAgentModule;
export const setGlobalDispatcher: unknown = globalModule.setGlobalDispatcher;
export const fetch = globalThis.fetch;
