/** States of files as the database holds them. */
import { readStoredJson } from '../store/stored-json.ts';
import { type FileState, fileStateSchema } from './file-state.ts';

export function storeState(state: FileState): string {
  return JSON.stringify(state);
}

/** A row that can't be read says nothing about its file, and so nothing is ever written because of it. */
export function parseState(stored: string): FileState {
  // Damaged, or of a newer app.
  return readStoredJson(fileStateSchema, stored) ?? { kind: 'unknown' };
}
