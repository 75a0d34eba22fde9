/** What a child may see of our environment. */

/** The way out of the house. */
const PROXIES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'];

/**
 * Everything else stays out: keys and tokens of other programs, `NODE_OPTIONS` and `LD_PRELOAD` that would run somebody's code in every
 * child, and Electron's own switches. What an agent's shell commands need to work as in the person's terminal is in.
 */
const ALLOWED = new Set(
  [
    // Who and where.
    ['HOME', 'USER', 'LOGNAME', 'SHELL', 'PATH', 'TMPDIR', 'TMP', 'TEMP', 'TZ', 'LANG', 'LANGUAGE'],
    // Windows: a process without these cannot even open a socket.
    [
      'SystemRoot',
      'SystemDrive',
      'windir',
      'ComSpec',
      'PATHEXT',
      'USERNAME',
      'USERPROFILE',
      'HOMEDRIVE',
      'HOMEPATH',
      'APPDATA',
      'LOCALAPPDATA',
    ],
    [
      'ProgramData',
      'ProgramFiles',
      'ProgramFiles(x86)',
      'ProgramW6432',
      'CommonProgramFiles',
      'PUBLIC',
      'NUMBER_OF_PROCESSORS',
      'PROCESSOR_ARCHITECTURE',
    ],
    PROXIES,
    ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'SSH_AUTH_SOCK'],
    // The desktop, for a command that opens a browser or a window.
    ['DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'DBUS_SESSION_BUS_ADDRESS'],
    // Where tool chains live.
    [
      'JAVA_HOME',
      'GOPATH',
      'GOROOT',
      'CARGO_HOME',
      'RUSTUP_HOME',
      'NVM_DIR',
      'NVM_BIN',
      'VOLTA_HOME',
      'FNM_DIR',
      'PNPM_HOME',
      'BUN_INSTALL',
    ],
    ['PYENV_ROOT', 'VIRTUAL_ENV', 'CONDA_PREFIX', 'ANDROID_HOME', 'HOMEBREW_PREFIX', 'NIX_PROFILES', 'NIX_SSL_CERT_FILE'],
  ]
    .flat()
    .map((name) => name.toUpperCase()),
);

const ALLOWED_PREFIXES = ['LC_', 'XDG_'];

/**
 * A child's whole environment: the allowed part of `source` (names compared without case, since Windows does and proxies are written both
 * ways) and then `extras`. An extra that is undefined takes the name out.
 */
export function childEnvironment(
  extras: Readonly<Record<string, string | undefined>> = {},
  source: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(source)) {
    // A shell exports functions as variables; a value like that is code.
    if (value !== undefined && isAllowed(name) && !value.startsWith('() {')) environment[name] = value;
  }
  for (const [name, value] of Object.entries(extras)) {
    if (value === undefined) delete environment[name];
    else environment[name] = value;
  }
  return environment;
}

/** For a child that has no business in the network: without the proxies, whose address may hold a password. */
export function offlineEnvironment(
  extras: Readonly<Record<string, string | undefined>> = {},
  source: Readonly<Record<string, string | undefined>> = process.env,
): Record<string, string> {
  const withoutProxies = Object.entries(source).filter(([name]) => !PROXIES.includes(name.toUpperCase()));
  return childEnvironment(extras, Object.fromEntries(withoutProxies));
}

function isAllowed(name: string): boolean {
  const upper = name.toUpperCase();
  return ALLOWED.has(upper) || ALLOWED_PREFIXES.some((prefix) => upper.startsWith(prefix));
}
