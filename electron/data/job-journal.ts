/** Which long jobs run, on the disk: so that the start after a crash can say which of them did not end, and what to do. */
import { readFileSync, rmSync } from 'node:fs';
import { z } from 'zod';
import { type JobKind, jobKindSchema } from '#protocol/data.ts';
import { writeFileAtomically } from '../store/atomic-file.ts';

/** Added to the name of a file that is not whole yet (store/transfer/output-file.ts). */
const UNFINISHED = '.unfinished';

const entrySchema = z.object({
  id: z.string(),
  kind: jobKindSchema,
  subject: z.string(),
  /** The file it writes; what is unfinished of it stands beside it. */
  file: z.string().nullable(),
});
export type JournalEntry = z.infer<typeof entrySchema>;

export interface JobJournal {
  begin(entry: JournalEntry): void;
  end(id: string): void;
  /** For the start: those a crash cut off. What they left unfinished is removed. */
  takeCutOff(): JournalEntry[];
}

/** A restore and salvage tell their own end over a restart; looking through a file changes nothing, and its dialog is gone. */
const UNTOLD: ReadonlySet<JobKind> = new Set(['restore', 'salvage', 'import-preview']);

export function createJobJournal(file: string): JobJournal {
  const running = new Map<string, JournalEntry>();
  const write = () => {
    try {
      if (running.size === 0) rmSync(file, { force: true });
      else writeFileAtomically(file, JSON.stringify([...running.values()]));
    } catch {
      // On a full disk a job is not told of after a crash; it must not fail for that.
    }
  };
  return {
    begin(entry) {
      if (UNTOLD.has(entry.kind)) return;
      running.set(entry.id, entry);
      write();
    },
    end(id) {
      if (running.delete(id)) write();
    },
    takeCutOff() {
      const entries = read(file);
      for (const { file: written } of entries) if (written !== null) removeQuietly(written + UNFINISHED);
      removeQuietly(file);
      return entries;
    },
  };
}

function read(file: string): JournalEntry[] {
  try {
    return z.array(entrySchema).parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Nothing ran, or it can't be told any more: nothing was lost with it.
    return [];
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Its disk is not there now; an unfinished file says by its name what it is.
  }
}
