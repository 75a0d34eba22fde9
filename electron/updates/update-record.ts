/**
 * What has to be known about an update at the next start, whichever version that is: which was put in, whether it ever opened its window, and
 * which ones did not. A small file of its own, because it is read before anything that could fail.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const updateRecordSchema = z.object({
  /** Installed, and not yet seen to work. */
  pending: z
    .object({
      version: z.string(),
      /** How often it was started since. */
      starts: z.number().int().min(0),
      /** The version before it, kept; null where the system keeps none. */
      previousFile: z.string().nullable(),
    })
    .nullable(),
  /** Versions that did not start here: they are not offered again. */
  failedVersions: z.array(z.string()),
});
export type UpdateRecord = z.infer<typeof updateRecordSchema>;

const EMPTY: UpdateRecord = { pending: null, failedVersions: [] };

/** Never throws: a start must not fail for this file. */
export function readUpdateRecord(file: string): UpdateRecord {
  try {
    return updateRecordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Not there, which is as it is for most, or not readable: then nothing is known about updates.
    return EMPTY;
  }
}

/** Replaces it as a whole: it is there before or after, never half. */
export function writeUpdateRecord(file: string, record: UpdateRecord): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(record));
  renameSync(`${file}.new`, file);
}
