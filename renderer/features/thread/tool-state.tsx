import type { ToolCallState } from '#protocol/conversation.ts';
import { strings } from '../../strings/strings.ts';
import styles from './tool-state.module.css';

const WORDS: Record<ToolCallState, string> = {
  pending: strings.toolStates.queued,
  'awaiting-approval': strings.states.needsYou,
  running: strings.toolStates.running,
  succeeded: strings.toolStates.done,
  failed: strings.states.failed,
  denied: strings.toolStates.denied,
  cancelled: strings.states.stopped,
};

/** A tool call's state: a dot that differs in shape as well as colour, and its word. */
export function ToolState({ state }: { state: ToolCallState }) {
  return (
    <span className={styles.state} data-state={state}>
      <span className={styles.dot} aria-hidden />
      {WORDS[state]}
    </span>
  );
}
