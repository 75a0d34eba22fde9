/** Programs and services of the system. */

import type { DoctorCheck } from '#protocol/doctor.ts';
import { toErrorInfo } from '#protocol/errors.ts';
import type { DoctorSources } from './doctor-sources.ts';

export function electronCheck({ versions, platform }: DoctorSources): DoctorCheck {
  const { electron = 'unknown', node = 'unknown', chrome = 'unknown' } = versions;
  return { id: 'electron', name: 'Electron', status: 'ok', result: `${electron} on ${platform}, Node ${node}, Chromium ${chrome}` };
}

export async function pythonCheck({ findPython, platform }: DoctorSources): Promise<DoctorCheck> {
  try {
    const { command, version } = await findPython();
    return { id: 'python', name: 'Python', status: 'ok', result: `${version} (${command})` };
  } catch (error) {
    return {
      id: 'python',
      name: 'Python',
      status: 'warning',
      result: 'Not found, or too old',
      reason: `Without it there is no code map and no Code guide; conversations work. ${toErrorInfo(error).details ?? ''}`.trim(),
      fix: installFix('Install Python 3.9 or later, then run the check again.', platform, 'python3', 'https://www.python.org/downloads/'),
    };
  }
}

export async function gitCheck({ gitVersion, platform }: DoctorSources): Promise<DoctorCheck> {
  try {
    return { id: 'git', name: 'Git', status: 'ok', result: (await gitVersion()).trim().replace(/^git version /, '') };
  } catch {
    return {
      id: 'git',
      name: 'Git',
      status: 'warning',
      result: 'Not found',
      reason: 'Branches are not shown, and a conversation can’t have a worktree of its own.',
      fix: installFix('Install Git, then run the check again.', platform, 'git', 'https://git-scm.com/downloads'),
    };
  }
}

export function keyStoreCheck({ hasKeyStore, platform }: DoctorSources): DoctorCheck {
  const name = 'Key store';
  if (hasKeyStore()) return { id: 'key-store', name, status: 'ok', result: 'Available: secrets are kept encrypted' };
  const isLinux = platform === 'linux';
  return {
    id: 'key-store',
    name,
    status: 'warning',
    result: 'Not available',
    reason: 'An API key is kept in a file or in memory, as you choose; secrets of MCP servers are kept until you quit.',
    fix: {
      text: isLinux
        ? 'Install and unlock a key ring (GNOME Keyring or KWallet), then start Agent Manager again.'
        : 'Unlock your system’s key store.',
      ...(isLinux && { command: 'sudo apt install gnome-keyring' }),
    },
  };
}

export async function trayCheck({ isTrayShown }: DoctorSources): Promise<DoctorCheck> {
  const name = 'Tray icon';
  if (await isTrayShown()) return { id: 'tray', name, status: 'ok', result: 'Shown by this desktop' };
  return {
    id: 'tray',
    name,
    status: 'warning',
    result: 'Not shown by this desktop',
    reason: 'Closing the window quits, because nothing would be left to open it again.',
    fix: { text: 'On GNOME, the extension “AppIndicator and KStatusNotifierItem Support” shows tray icons.' },
  };
}

function installFix(text: string, platform: NodeJS.Platform, aptPackage: string, address: string): NonNullable<DoctorCheck['fix']> {
  return platform === 'linux' ? { text, command: `sudo apt install ${aptPackage}` } : { text: `${text} ${address}` };
}
