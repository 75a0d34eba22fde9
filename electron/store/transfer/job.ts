/** What every long job has in common: it tells how far it is, and can be stopped. */
import { AppError } from '#protocol/errors.ts';

export interface JobControl {
  /** Asked between steps. */
  isCancelled: () => boolean;
  onProgress: (progress: JobProgress) => void;
}

export interface JobProgress {
  /** Messages for exports and imports, bytes for reading a file. */
  done: number;
  total: number;
}

export const uncontrolled: JobControl = { isCancelled: () => false, onProgress: () => {} };

/** Throws `cancelled`. */
export function throwIfCancelled({ isCancelled }: JobControl): void {
  if (isCancelled()) throw new AppError({ code: 'cancelled', message: 'Stopped.' });
}
