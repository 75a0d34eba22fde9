/**
 * The way to the network, for main and for everything main starts. Children have it from main's own environment, which this keeps in
 * line with the settings: one way for agents, MCP servers and the doctor, so that what the doctor reaches agents reach too.
 */
import http from 'node:http';
import type { ProxyConfig } from 'electron';
import { trustCertificatesOf } from '#platform/extra-certificates.ts';
import type { Log } from '#platform/log.ts';
import { toErrorInfo } from '#protocol/errors.ts';
import type { Settings } from '#protocol/ipc.ts';
import type { NetworkState } from '#protocol/network.ts';
import type { SettingsStore } from '../store/settings.ts';
import { chooseProxy, type ProxyChoice, proxyEnvironment, shownProxy } from './proxy-choice.ts';

/** What a system that chooses by address is asked about. */
const API_ADDRESS = 'https://generativelanguage.googleapis.com';
/** A PAC script that hangs must not keep the app from starting. */
const SYSTEM_DEADLINE_MS = 3_000;

/** A session of Electron's, which has a way of its own. */
export interface ElectronSession {
  setProxy(config: ProxyConfig): Promise<void>;
  resolveProxy(url: string): Promise<string>;
}

export interface NetworkOptions {
  settings: SettingsStore;
  environment: NodeJS.ProcessEnv;
  /** Those that use the network; the first is asked what the system says. */
  sessions: readonly [ElectronSession, ...ElectronSession[]];
  log: Log;
}

export interface Network {
  state(): NetworkState;
  /** What the settings say now applies. Called by itself when they change. */
  apply(): Promise<void>;
  onDidChange(listener: (state: NetworkState) => void): void;
}

/** Since Node 24.14; the type declarations don't know it yet. */
type ProxyFromEnvironment = { setGlobalProxyFromEnv?: (environment: Record<string, string | undefined>) => () => void };

export function createNetwork({ settings, environment, sessions, log }: NetworkOptions): Network {
  const startedWith = { ...environment };
  const listeners: ((state: NetworkState) => void)[] = [];
  let applied: string | undefined;
  let takeBack = () => {};
  let state: NetworkState = { proxy: null, from: 'system', extraCertificates: 0, problems: [] };

  const apply = async () => {
    const wanted = settings.get();
    applied = keyOf(wanted);
    const choice = chooseProxy(wanted, startedWith, wanted.proxyMode === 'system' ? await systemProxy(sessions[0], log) : 'DIRECT');
    if (applied !== keyOf(settings.get())) return;
    setVariables(environment, proxyEnvironment(choice));
    takeBack();
    takeBack = (http as ProxyFromEnvironment).setGlobalProxyFromEnv?.(proxyEnvironment(choice)) ?? (() => {});
    const certificates = trust(wanted.caFile ?? startedWith.NODE_EXTRA_CA_CERTS ?? null);
    setVariables(environment, { NODE_EXTRA_CA_CERTS: wanted.caFile ?? startedWith.NODE_EXTRA_CA_CERTS });
    state = {
      proxy: choice.url === null ? null : shownProxy(choice.url),
      from: choice.from,
      extraCertificates: certificates.count,
      problems: [choice.problem, certificates.problem].filter((problem) => problem !== undefined),
    };
    await Promise.all(sessions.map((session) => session.setProxy(electronProxy(wanted, choice))));
    // Changed once more meanwhile: whoever did that tells of it.
    if (applied !== keyOf(wanted)) return;
    for (const problem of state.problems) log.warn('The network is not used as set', { problem });
    for (const listener of listeners) listener(state);
  };

  settings.onDidChange((changed) => {
    if (keyOf(changed) !== applied)
      apply().catch((error: unknown) => log.error('The network settings could not be applied', { error: toErrorInfo(error) }));
  });
  return { state: () => state, apply, onDidChange: (listener) => void listeners.push(listener) };
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

function electronProxy({ proxyMode }: Settings, { url, noProxy }: ProxyChoice): ProxyConfig {
  if (proxyMode === 'system') return { mode: 'system' };
  return url === null ? { mode: 'direct' } : { mode: 'fixed_servers', proxyRules: shownProxy(url), proxyBypassRules: noProxy };
}

function setVariables(environment: NodeJS.ProcessEnv, values: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) delete environment[name];
    else environment[name] = value;
  }
}

function trust(file: string | null): { count: number; problem?: string } {
  try {
    return { count: trustCertificatesOf(file) };
  } catch (error) {
    // Better without a file that is gone than without any connection.
    trustCertificatesOf(null);
    return { count: 0, problem: toErrorInfo(error).message };
  }
}
