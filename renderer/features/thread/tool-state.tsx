import type { ToolCallState } from '#protocol/conversation.ts';
import styles from './tool-state.module.css';

const WORDS: Record<ToolCallState, string> = {
  pending: 'Queued',
  'awaiting-approval': 'Needs you',
  running: 'Running',
  succeeded: 'Done',
  failed: 'Failed',
  denied: 'Denied',
  cancelled: 'Stopped',
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
