/** `agent-manager --doctor [--json]`: the report on the command line, without a window; exit code 0 or 1. */
import { spawnSync } from 'node:child_process';
import { app } from 'electron';
import { createLog } from '#platform/log.ts';
import { isHealthy } from '#protocol/doctor.ts';
import type { AppPaths } from '../app-paths.ts';
import { createCredentials } from '../desktop/credentials.ts';
import { osKeyStore } from '../desktop/os-key-store.ts';
import { createNetwork } from '../network/network.ts';
import { networkSessions } from '../network/network-sessions.ts';
import { createProxyLogins } from '../network/proxy-login.ts';
import { createSettingsStore } from '../store/settings.ts';
import { appDoctor } from './app-doctor.ts';
import { reportText } from './report-text.ts';

export function isDoctorCommand(argv: readonly string[]): boolean {
  return argv.includes('--doctor');
}

const HEADLESS = '--ozone-platform=headless';

/**
 * On a machine without a display Electron ends with an error before it is ready, and only a switch on its command line keeps it from that:
 * the command then runs once more with it, and this process ends with its exit code.
 */
export function rerunWithoutDisplay(argv: readonly string[] = process.argv, environment: NodeJS.ProcessEnv = process.env): void {
  const hasDisplay = process.platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
  if (hasDisplay || argv.includes(HEADLESS)) return;
  // Chromium complains on stderr about everything that a desktop would have.
  const { status, signal } = spawnSync(process.execPath, [...argv.slice(1), HEADLESS], { stdio: ['ignore', 'inherit', 'ignore'] });
  if (status === null) process.stderr.write(`The check could not be run: Electron was ended by ${signal}.\n`);
  process.exit(status ?? 1);
}

export async function runDoctorCommand(paths: AppPaths, argv: readonly string[]): Promise<void> {
  const credentials = createCredentials({
    file: paths.credentialsFile,
    keyStore: osKeyStore,
    environment: process.env,
    registerSecret: () => {},
  });
  const log = createLog({ write: () => {} });
  const settings = createSettingsStore({ file: paths.settingsFile, log });
  const logins = createProxyLogins({ file: paths.proxyLoginFile, keyStore: osKeyStore, registerSecret: () => {} });
  const network = createNetwork({ settings, environment: process.env, sessions: networkSessions(), logins, log });
  await network.apply();
  const report = await appDoctor({ paths, credentials, network, python: () => settings.get().pythonPath ?? undefined })();
  const text = argv.includes('--json') ? JSON.stringify(report, null, 2) : reportText(report);
  // Exits once it is written: a pipe may take it in pieces.
  process.stdout.write(`${text}\n`, () => app.exit(isHealthy(report) ? 0 : 1));
}
