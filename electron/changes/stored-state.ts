/** States of files as the database holds them. */
import { type FileState, fileStateSchema } from './file-state.ts';

export function storeState(state: FileState): string {
  return JSON.stringify(state);
}

/** A row that can't be read says nothing about its file, and so nothing is ever written because of it. */
export function parseState(stored: string): FileState {
  try {
    return fileStateSchema.parse(JSON.parse(stored));
  } catch {
    // Damaged, or of a newer app.
    return { kind: 'unknown' };
  }
}
