/** Each reason why the conversations can't be opened: what it is, and which ways on it has. Pure. */
import type { RecoveryProblem, RecoveryState } from '#protocol/data.ts';
import { strings } from '../../strings/strings.ts';

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
    title: strings.recovery.damaged,
    text: strings.recovery.damagedText,
    retry: strings.common.tryAgain,
    offersSalvage: true,
    offersRestore: true,
    offersFresh: true,
  },
  'too-new': {
    title: strings.recovery.tooNew,
    text: strings.recovery.tooNewText,
    retry: strings.common.tryAgain,
    offersSalvage: false,
    offersRestore: true,
    offersFresh: true,
  },
  'read-only': {
    title: strings.recovery.readOnly,
    text: strings.recovery.readOnlyText,
    retry: strings.common.tryAgain,
    offersSalvage: false,
    offersRestore: false,
    offersFresh: false,
  },
  full: {
    title: strings.recovery.full,
    text: strings.recovery.fullText,
    retry: strings.common.tryAgain,
    offersSalvage: false,
    offersRestore: false,
    offersFresh: false,
  },
  busy: {
    title: strings.recovery.busy,
    text: strings.recovery.busyText,
    retry: strings.common.tryAgain,
    offersSalvage: false,
    offersRestore: false,
    offersFresh: false,
  },
  unavailable: {
    title: strings.recovery.unavailable,
    text: strings.recovery.unavailableText,
    retry: strings.common.tryAgain,
    offersSalvage: false,
    offersRestore: true,
    offersFresh: true,
  },
};

export function problemWords({ problem }: RecoveryState): ProblemWords {
  return WORDS[problem];
}
