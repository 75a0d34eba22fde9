import { useEffect, useState } from 'react';
import styles from './composer.module.css';

/** A prompt that takes longer to store than this says that it is being stored. */
const SENDING_WORDS_AFTER_MS = 400;

type HintProps = { isTurnRunning: boolean; isSending: boolean; escapeHint: boolean; hasContent: boolean };

/** One quiet line below the field: only what the keys do now, and only when it matters. */
export function ComposerHint({ isTurnRunning, isSending, escapeHint, hasContent }: HintProps) {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    if (!isSending) return;
    const timer = setTimeout(() => setIsSlow(true), SENDING_WORDS_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setIsSlow(false);
    };
  }, [isSending]);
  const words = escapeHint
    ? 'Press Esc again to stop'
    : isSending && isSlow
      ? 'Storing the message'
      : isTurnRunning && hasContent
        ? 'Can be sent once the answer has ended, or stop it first'
        : '';
  return (
    <p className={styles.hint} role="status">
      {words}
    </p>
  );
}
