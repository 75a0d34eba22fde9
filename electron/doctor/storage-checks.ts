/** Where conversations are kept. */
import { randomUUID } from 'node:crypto';
import { rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DoctorCheck } from '#protocol/doctor.ts';
import type { DoctorSources } from './doctor-sources.ts';

/** Backups and the write-ahead log need as much again as the conversations. */
const LOW_BYTES = 1_000_000_000;
/** Too little for a day of work. */
const TOO_LOW_BYTES = 100_000_000;

export async function dataFolderCheck({ dataFolder }: DoctorSources): Promise<DoctorCheck> {
  const base = { id: 'data-folder', name: 'Data folder' } as const;
  const file = join(dataFolder, `doctor-${randomUUID()}`);
  try {
    await writeFile(file, 'x');
    return { ...base, status: 'ok', result: `${dataFolder} can be written` };
  } catch (error) {
    return {
      ...base,
      status: 'failed',
      result: `${dataFolder} can’t be written`,
      reason: `Conversations could not be kept: ${error instanceof Error ? error.message : String(error)}`,
      fix: { text: 'Give yourself the right to write there, or set AGENT_MANAGER_DATA_DIR to another folder.' },
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
  const free = freeBytes >= 1e9 ? `${(freeBytes / 1e9).toFixed(1)} GB free` : `${Math.round(freeBytes / 1e6)} MB free`;
  const base = { id: 'disk-space', name: 'Disk space', result: free } as const;
  if (freeBytes >= LOW_BYTES) return { ...base, status: 'ok' };
  return {
    ...base,
    status: freeBytes < TOO_LOW_BYTES ? 'failed' : 'warning',
    reason: 'When the disk is full, turns end because they can’t be kept.',
    fix: { text: 'Make room on the disk of the data folder.', settings: 'data' },
  };
}
