/** Each reason why the conversations can't be opened: what it is, and which ways on it has. Pure. */
import type { RecoveryProblem, RecoveryState } from '#protocol/data.ts';

export interface ProblemWords {
  title: string;
  text: string;
  retry: string;
  /** Reading what can be read into a new database. */
  offersSalvage: boolean;
  offersRestore: boolean;
  offersFresh: boolean;
}

const WORDS: Record<RecoveryProblem, ProblemWords> = {
  damaged: {
    title: 'Your conversations can’t be opened: their database is damaged',
    text: 'This happens when a disk fails, power is lost, or another program writes into the file. Nothing was changed. What you choose here works on copies; the damaged file is kept.',
    retry: 'Try again',
    offersSalvage: true,
    offersRestore: true,
    offersFresh: true,
  },
  'too-new': {
    title: 'A newer version of Agent Manager wrote these conversations',
    text: 'This version would not know what to keep, so it leaves them alone. Install the newer version again, or go back to a backup from before the update; the newer database is kept.',
    retry: 'Try again',
    offersSalvage: false,
    offersRestore: true,
    offersFresh: true,
  },
  'read-only': {
    title: 'The data folder can’t be written to',
    text: 'Your conversations are there, but nothing new could be saved. Change the permissions of the folder, or of the disk it is on, then try again.',
    retry: 'Try again',
    offersSalvage: false,
    offersRestore: false,
    offersFresh: false,
  },
  full: {
    title: 'The disk is full',
    text: 'Your conversations are safe, but nothing new could be saved. Make some room on the disk of the data folder, then try again.',
    retry: 'Try again',
    offersSalvage: false,
    offersRestore: false,
    offersFresh: false,
  },
  busy: {
    title: 'Another program is using your conversations',
    text: 'A copy of Agent Manager, a backup or a sync program holds the database. Close it or let it finish, then try again.',
    retry: 'Try again',
    offersSalvage: false,
    offersRestore: false,
    offersFresh: false,
  },
  unavailable: {
    title: 'Your conversations can’t be reached',
    text: 'Nothing was changed. Check that the disk of the data folder is there, then try again.',
    retry: 'Try again',
    offersSalvage: false,
    offersRestore: true,
    offersFresh: true,
  },
};

export function problemWords({ problem }: RecoveryState): ProblemWords {
  return WORDS[problem];
}
