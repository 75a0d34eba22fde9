/** Looks at everything the app needs, each thing by itself: one that hangs or breaks costs its own line only. */
import { settlesWithin } from '#platform/clock.ts';
import type { DoctorCheck, DoctorReport } from '#protocol/doctor.ts';
import { strings } from '../strings/strings.ts';
import { accountCheck, apiCheck, proxyCheck } from './connection-checks.ts';
import type { DoctorSources } from './doctor-sources.ts';
import { dataFolderCheck, diskSpaceCheck } from './storage-checks.ts';
import { electronCheck, gitCheck, keyStoreCheck, pythonCheck, trayCheck } from './system-checks.ts';

/** Longer than the API may take to answer, and than Python to start on a busy machine. */
const CHECK_DEADLINE_MS = 20_000;

type Check = (sources: DoctorSources) => DoctorCheck | Promise<DoctorCheck>;

const CHECKS: readonly [id: DoctorCheck['id'], name: () => string, check: Check][] = [
  ['electron', () => 'Electron', electronCheck],
  ['python', () => 'Python', pythonCheck],
  ['git', () => 'Git', gitCheck],
  ['account', () => strings().doctor.account, accountCheck],
  ['api', () => 'Gemini API', apiCheck],
  ['proxy', () => 'Proxy', proxyCheck],
  ['data-folder', () => strings().doctor.dataFolder, dataFolderCheck],
  ['disk-space', () => strings().doctor.diskSpace, diskSpaceCheck],
  ['key-store', () => strings().doctor.keyStore, keyStoreCheck],
  ['tray', () => strings().doctor.trayIcon, trayCheck],
];

/** Never rejects. */
export async function runDoctor(sources: DoctorSources): Promise<DoctorReport> {
  const checks = await Promise.all(CHECKS.map(([id, name, check]) => runCheck(id, name(), check, sources)));
  return { version: sources.appVersion, platform: sources.platform, checks };
}

async function runCheck(id: DoctorCheck['id'], name: string, check: Check, sources: DoctorSources): Promise<DoctorCheck> {
  try {
    const running = Promise.resolve(check(sources));
    if (await settlesWithin(running, CHECK_DEADLINE_MS)) return await running;
    return {
      id,
      name,
      status: 'warning',
      result: strings().doctor.noAnswer,
      reason: strings().doctor.noAnswerReason(CHECK_DEADLINE_MS / 1000),
    };
  } catch (error) {
    return {
      id,
      name,
      status: 'warning',
      result: strings().doctor.notChecked,
      reason: error instanceof Error ? error.message : String(error),
    };
  }
}
