/**
 * The way to the network, for main and for everything main starts. Children have it from main's own environment, which this keeps in
 * line with the settings: one way for agents, MCP servers and the doctor, so that what the doctor reaches agents reach too.
 */
import type { ProxyConfig } from 'electron';
import { trustCertificatesOf } from '#platform/extra-certificates.ts';
import type { Log } from '#platform/log.ts';
import { AppError, toErrorInfo } from '#protocol/errors.ts';
import type { Settings } from '#protocol/ipc.ts';
import type { NetworkState, ProxyLogin } from '#protocol/network.ts';
import type { SettingsStore } from '../store/settings.ts';
import { type CertificateSession, trustInSession } from './chain-trust.ts';
import { chooseProxy, loginIn, type ProxyChoice, proxyEnvironment, shownProxy, withLogin } from './proxy-choice.ts';
import type { ProxyLogins } from './proxy-login.ts';

/** What a system that chooses by address is asked about. */
const API_ADDRESS = 'https://generativelanguage.googleapis.com';
/** A PAC script that hangs must not keep the app from starting. */
const SYSTEM_DEADLINE_MS = 3_000;

/** A session of Electron's, which has a way of its own. */
export interface ElectronSession extends CertificateSession {
  setProxy(config: ProxyConfig): Promise<void>;
  resolveProxy(url: string): Promise<string>;
  /** Connections that were made as it was set before. */
  closeAllConnections(): Promise<void>;
}

export interface NetworkOptions {
  settings: SettingsStore;
  environment: NodeJS.ProcessEnv;
  /** Those that use the network; the first is asked what the system says. */
  sessions: readonly [ElectronSession, ...ElectronSession[]];
  logins: ProxyLogins;
  log: Log;
}

export interface Network {
  state(): NetworkState;
  /** What the settings say now applies. Called by itself when they change. */
  apply(): Promise<void>;
  /** For the proxy of the settings; applies at once. */
  setProxyLogin(login: ProxyLogin | null): Promise<void>;
  /** What the proxy in use is to be given; null for any other one. `host` with its port. */
  loginFor(host: string): ProxyLogin | null;
  onDidChange(listener: (state: NetworkState) => void): void;
}

/** Since Node 24.14; the type declarations don't know it yet. */
type ProxyFromEnvironment = { setGlobalProxyFromEnv?: (environment: Record<string, string | undefined>) => () => void };

export function createNetwork({ settings, environment, sessions, logins, log }: NetworkOptions): Network {
  const startedWith = { ...environment };
  const listeners: ((state: NetworkState) => void)[] = [];
  let applied: string | undefined;
  let takeBack = () => {};
  let inUse: string | null = null;
  let state: NetworkState = {
    proxy: null,
    from: 'system',
    extraCertificates: 0,
    loginName: null,
    keepsLogin: true,
    problems: [],
  };
  const ownLogin = ({ proxyUrl }: Settings) => (proxyUrl === null ? null : logins.for(proxyUrl));

  const apply = async () => {
    const wanted = settings.get();
    applied = keyOf(wanted);
    const choice = chooseProxy(wanted, startedWith, wanted.proxyMode === 'system' ? await systemProxy(sessions[0], log) : 'DIRECT');
    if (applied !== keyOf(settings.get())) return;
    if (wanted.proxyMode === 'manual' && choice.url !== null) choice.url = withLogin(choice.url, ownLogin(wanted));
    inUse = choice.url;
    setVariables(environment, proxyEnvironment(choice));
    takeBack();
    takeBack = choice.url === null ? () => {} : sendThroughProxy(choice);
    const certificates = trust(wanted.caFile ?? startedWith.NODE_EXTRA_CA_CERTS ?? null);
    setVariables(environment, { NODE_EXTRA_CA_CERTS: wanted.caFile ?? startedWith.NODE_EXTRA_CA_CERTS });
    state = {
      proxy: choice.url === null ? null : shownProxy(choice.url),
      from: choice.from,
      extraCertificates: certificates.authorities.length,
      loginName: ownLogin(wanted)?.name ?? null,
      // Asked only where a login can be entered: a key store may take its time, and ask for a password of its own.
      keepsLogin: wanted.proxyMode !== 'manual' || logins.isKept(),
      problems: [choice.problem, certificates.problem].filter((problem) => problem !== undefined),
    };
    for (const session of sessions) trustInSession(session, certificates.authorities);
    await Promise.all(sessions.map((session) => session.setProxy(electronProxy(choice)).then(() => session.closeAllConnections())));
    // Changed once more meanwhile: whoever did that tells of it.
    if (applied !== keyOf(wanted)) return;
    for (const problem of state.problems) log.warn('The network is not used as set', { problem });
    for (const listener of listeners) listener(state);
  };

  settings.onDidChange((changed) => {
    if (keyOf(changed) !== applied)
      apply().catch((error: unknown) => log.error('The network settings could not be applied', { error: toErrorInfo(error) }));
  });
  return {
    state: () => state,
    apply,
    async setProxyLogin(login) {
      const { proxyUrl } = settings.get();
      if (proxyUrl === null) throw new AppError({ code: 'invalid-request', message: 'Enter the address of the proxy first.' });
      logins.set(proxyUrl, login);
      await apply();
    },
    loginFor: (host) => (inUse !== null && URL.parse(inUse)?.host === host ? loginIn(inUse) : null),
    onDidChange: (listener) => void listeners.push(listener),
  };
}

const keyOf = ({ proxyMode, proxyUrl, noProxy, caFile }: Settings) => JSON.stringify([proxyMode, proxyUrl, noProxy, caFile]);

async function systemProxy(session: ElectronSession, log: Log): Promise<string> {
  await session.setProxy({ mode: 'system' });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => {
      log.warn('The system did not say which proxy it uses', { withinMs: SYSTEM_DEADLINE_MS });
      resolve('DIRECT');
    }, SYSTEM_DEADLINE_MS);
  });
  try {
    return await Promise.race([session.resolveProxy(API_ADDRESS), late]);
  } finally {
    clearTimeout(timer);
  }
}

function electronProxy({ url, noProxy, from }: ProxyChoice): ProxyConfig {
  if (from === 'system') return { mode: 'system' };
  return url === null ? { mode: 'direct' } : { mode: 'fixed_servers', proxyRules: shownProxy(url), proxyBypassRules: noProxy };
}

/**
 * Node's own requests go by the proxy from now on; the returned function ends that. Loaded only here: an ES module that imports `node:http`
 * makes Node load its whole HTTP client (undici), which would cost every start another tenth of a second.
 */
function sendThroughProxy(choice: ProxyChoice): () => void {
  const http = process.getBuiltinModule('node:http') as ProxyFromEnvironment;
  return http.setGlobalProxyFromEnv?.(proxyEnvironment(choice)) ?? (() => {});
}

function setVariables(environment: NodeJS.ProcessEnv, values: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete environment[name];
    else environment[name] = value;
  }
}

function trust(file: string | null): { authorities: string[]; problem?: string } {
  try {
    return { authorities: trustCertificatesOf(file) };
  } catch (error) {
    // Better without a file that is gone than without any connection.
    trustCertificatesOf(null);
    return { authorities: [], problem: toErrorInfo(error).message };
  }
}
