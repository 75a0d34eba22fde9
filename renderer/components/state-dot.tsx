import type { SessionState } from '#protocol/conversation.ts';
import { strings } from '../strings/strings.ts';
import { classNames } from './class-names.ts';
import styles from './state-dot.module.css';
import { VisuallyHidden } from './visually-hidden.tsx';

/** What an agent's state is called wherever it is shown. */
export const STATE_WORDS: Record<SessionState, string> = {
  stopped: strings.states.stopped,
  starting: strings.states.starting,
  ready: strings.states.ready,
  working: strings.states.working,
  waiting: strings.states.needsYou,
  stopping: strings.states.stopping,
  failed: strings.states.failed,
};

type StateDotProps = {
  state: SessionState;
  /** `hidden` keeps the word for screen readers, where it stands beside the dot anyway. */
  word?: 'shown' | 'hidden';
  /** Another word for the same state, where it is truer: a conversation without a message has not stopped, it has not started. */
  words?: string;
};

/** An agent's state: a dot that differs in shape as well as colour, and its word. */
export function StateDot({ state, word = 'shown', words = STATE_WORDS[state] }: StateDotProps) {
  return (
    <span className={classNames(styles.state, styles[state])} data-state={state}>
      <span className={styles.dot} aria-hidden />
      {word === 'shown' ? <span className={styles.word}>{words}</span> : <VisuallyHidden>{words}</VisuallyHidden>}
    </span>
  );
}
