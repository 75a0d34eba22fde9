/** Where conversations are kept. */
import { randomUUID } from 'node:crypto';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DoctorCheck } from '#protocol/doctor.ts';
import { strings } from '../strings/strings.ts';
import type { DoctorSources } from './doctor-sources.ts';

/** Backups and the write-ahead log need as much again as the conversations. */
const LOW_BYTES = 1_000_000_000;
/** Too little for a day of work. */
const TOO_LOW_BYTES = 100_000_000;

export async function dataFolderCheck({ dataFolder }: DoctorSources): Promise<DoctorCheck> {
  const base = { id: 'data-folder', name: strings().doctor.dataFolder } as const;
  const file = join(dataFolder, `doctor-${randomUUID()}`);
  try {
    await writeFile(file, 'x');
    return { ...base, status: 'ok', result: strings().doctor.writable(dataFolder) };
  } catch (error) {
    return {
      ...base,
      status: 'failed',
      result: strings().doctor.notWritable(dataFolder),
      reason: strings().doctor.notWritableReason(error instanceof Error ? error.message : String(error)),
      fix: { text: strings().doctor.notWritableFix },
    };
  } finally {
    await rm(file, { force: true });
  }
}

export async function diskSpaceCheck({ dataFolder }: DoctorSources): Promise<DoctorCheck> {
  const { bavail, bsize } = await statfs(dataFolder);
  return describeSpace(bavail * bsize);
}

/** Free bytes on the disk of the data folder, judged. */
export function describeSpace(freeBytes: number): DoctorCheck {
  const size = freeBytes >= 1e9 ? `${(freeBytes / 1e9).toFixed(1)} GB` : `${Math.round(freeBytes / 1e6)} MB`;
  const base = { id: 'disk-space', name: strings().doctor.diskSpace, result: strings().doctor.free(size) } as const;
  if (freeBytes >= LOW_BYTES) return { ...base, status: 'ok' };
  return {
    ...base,
    status: freeBytes < TOO_LOW_BYTES ? 'failed' : 'warning',
    reason: strings().doctor.fullReason,
    fix: { text: strings().doctor.fullFix, settings: 'data' },
  };
}
