/** Which proxy applies, and how it is told to programs. Pure. */
import type { ProxyLogin, ProxyMode } from '#protocol/network.ts';

export type ProxyChoice = {
  /** Null: straight to the network. May hold a name and password. */
  url: string | null;
  noProxy: string;
  from: 'settings' | 'environment' | 'system';
  problem?: string;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Never through a proxy: the proxy would look for them on its own machine. */
const LOOPBACK = ['localhost', '127.0.0.1', '::1'];

const NAMES = ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY'] as const;

export type ProxySettings = { proxyMode: ProxyMode; proxyUrl: string | null; noProxy: string };

/**
 * `environment`: as the app was started with. `fromSystem`: the desktop's word for the API's address, as a PAC file puts it
 * (`DIRECT`, `PROXY host:port; DIRECT`).
 */
export function chooseProxy({ proxyMode, proxyUrl, noProxy }: ProxySettings, environment: Environment, fromSystem: string): ProxyChoice {
  if (proxyMode === 'none') return { url: null, noProxy: '', from: 'settings' };
  if (proxyMode === 'manual') {
    if (proxyUrl !== null) return { url: proxyUrl, noProxy: withLoopback(noProxy), from: 'settings' };
    return { url: null, noProxy: '', from: 'settings', problem: 'No address is given for the proxy, so none is used.' };
  }
  const set = variableOf(environment, 'HTTPS_PROXY') ?? variableOf(environment, 'HTTP_PROXY');
  if (set !== undefined) return { url: set, noProxy: withLoopback(variableOf(environment, 'NO_PROXY') ?? ''), from: 'environment' };
  const [kind = 'DIRECT', host] = (fromSystem.split(';')[0] ?? '').trim().split(/\s+/);
  if (kind === 'DIRECT' || host === undefined) return { url: null, noProxy: '', from: 'system' };
  if (kind === 'PROXY' || kind === 'HTTPS') {
    return { url: `${kind === 'HTTPS' ? 'https' : 'http'}://${host}`, noProxy: withLoopback(noProxy), from: 'system' };
  }
  return {
    url: null,
    noProxy: '',
    from: 'system',
    problem: `The system says ${kind} ${host}, which agents can’t use. Enter an HTTP proxy.`,
  };
}

/** The variables for programs, in both spellings: curl reads the small one, others the large one. Undefined takes a name out. */
export function proxyEnvironment({ url, noProxy }: ProxyChoice): Record<string, string | undefined> {
  const values: Record<(typeof NAMES)[number], string | undefined> = {
    HTTPS_PROXY: url ?? undefined,
    HTTP_PROXY: url ?? undefined,
    ALL_PROXY: undefined,
    NO_PROXY: url === null ? undefined : noProxy,
  };
  return Object.fromEntries(NAMES.flatMap((name) => [name, name.toLowerCase()].map((spelled) => [spelled, values[name]])));
}

/** The address with a name and password in it, as programs take them. */
export function withLogin(url: string, login: ProxyLogin | null): string {
  const parsed = URL.parse(url);
  if (parsed === null || login === null) return url;
  // What the setters leave as it is, such as “%”, would be read as an escape.
  parsed.username = encodeURIComponent(login.name);
  parsed.password = encodeURIComponent(login.password);
  return parsed.href.replace(/\/$/, '');
}

/** The name and password in an address. */
export function loginIn(url: string): ProxyLogin | null {
  const parsed = URL.parse(url);
  if (parsed === null || parsed.username === '') return null;
  return { name: decoded(parsed.username), password: decoded(parsed.password) };
}

/** As it stands, where it was never encoded. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The address without a name and password, for people's eyes. */
export function shownProxy(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null) return 'an address that can’t be read';
  return `${parsed.protocol}//${parsed.host}`;
}

function variableOf(environment: Environment, name: (typeof NAMES)[number]): string | undefined {
  return environment[name] || environment[name.toLowerCase()] || undefined;
}

function withLoopback(noProxy: string): string {
  const hosts = noProxy
    .split(/[\s,]+/)
    .map((host) => host.trim())
    .filter((host) => host !== '');
  return [...new Set([...hosts, ...LOOPBACK])].join(',');
}
