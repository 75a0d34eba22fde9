/** Programs and services of the system. */

import type { DoctorCheck } from '#protocol/doctor.ts';
import { toErrorInfo } from '#protocol/errors.ts';
import { strings } from '../strings/strings.ts';
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
      result: strings().doctor.noPython,
      reason: `${strings().doctor.noPythonReason} ${toErrorInfo(error).details ?? ''}`.trim(),
      fix: installFix(strings().doctor.installPython, platform, 'python3', 'https://www.python.org/downloads/'),
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
      result: strings().doctor.notFound,
      reason: strings().doctor.noGitReason,
      fix: installFix(strings().doctor.installGit, platform, 'git', 'https://git-scm.com/downloads'),
    };
  }
}

export function keyStoreCheck({ hasKeyStore, platform }: DoctorSources): DoctorCheck {
  const name = strings().doctor.keyStore;
  if (hasKeyStore()) return { id: 'key-store', name, status: 'ok', result: strings().doctor.keyStoreThere };
  const isLinux = platform === 'linux';
  return {
    id: 'key-store',
    name,
    status: 'warning',
    result: strings().doctor.notAvailable,
    reason: strings().doctor.noKeyStoreReason,
    fix: {
      text: isLinux ? strings().doctor.installKeyRing : strings().doctor.unlockKeyStore,
      ...(isLinux && { command: 'sudo apt install gnome-keyring' }),
    },
  };
}

export async function trayCheck({ isTrayShown }: DoctorSources): Promise<DoctorCheck> {
  const name = strings().doctor.trayIcon;
  if (await isTrayShown()) return { id: 'tray', name, status: 'ok', result: strings().doctor.trayShown };
  return {
    id: 'tray',
    name,
    status: 'warning',
    result: strings().doctor.trayNotShown,
    reason: strings().doctor.noTrayReason,
    fix: { text: strings().doctor.noTrayFix },
  };
}

function installFix(text: string, platform: NodeJS.Platform, aptPackage: string, address: string): NonNullable<DoctorCheck['fix']> {
  return platform === 'linux' ? { text, command: `sudo apt install ${aptPackage}` } : { text: `${text} ${address}` };
}
