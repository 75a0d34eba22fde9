/** What main and the thread that looks at files tell each other. Both ends are ours and of the same build, so types are enough. */
import type { FileState } from '../file-state.ts';
import type { LineCounts } from '../line-counts.ts';
import type { FoundChange } from '../project-watch.ts';

export interface FoundChanges {
  /** When the snapshot was begun. */
  startedAt: number;
  changes: (FoundChange & { counts: LineCounts })[];
  notes: string[];
}

/** Each kind of work with what it takes and gives. `contentFolder`: where the conversation's contents are kept. */
export interface ChangeJobs {
  /** The file as it is, its content kept. */
  capture: { request: { contentFolder: string; file: string; isDurable: boolean }; result: FileState };
  countLines: { request: { contentFolder: string; before: FileState; after: FileState }; result: LineCounts };
  /** How the folders are, kept on the disk under the watch's id. */
  takeSnapshot: { request: { contentFolder: string; watchId: string; folders: readonly string[] }; result: null };
  /** What differs now. Null when there is no such snapshot. */
  findChanges: { request: { contentFolder: string; watchId: string }; result: FoundChanges | null };
  dropSnapshot: { request: { contentFolder: string; watchId: string }; result: null };
}
