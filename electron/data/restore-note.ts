/** What a restore leaves for the start that follows it, so that the person is told how it ended and can take it back. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const restoreNoteSchema = z.object({ takenAt: z.number(), undoName: z.string().nullable() });
export type RestoreNote = z.infer<typeof restoreNoteSchema>;

export function leaveRestoreNote(file: string, note: RestoreNote): void {
  writeFileSync(file, JSON.stringify(note), { mode: 0o600 });
}

/** Null when the start follows no restore. Reads it once. */
export function takeRestoreNote(file: string): RestoreNote | null {
  try {
    const note = restoreNoteSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    rmSync(file, { force: true });
    return note;
  } catch {
    // No restore, or one whose note was lost: the restore itself is done either way.
    return null;
  }
}
