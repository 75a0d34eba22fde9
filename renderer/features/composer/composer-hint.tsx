import { useEffect, useState } from 'react';
import { shortcutKeys } from '../../components/kbd.tsx';
import { strings } from '../../strings/strings.ts';
import styles from './composer.module.css';

/** A prompt that takes longer to store than this says that it is being stored. */
const SENDING_WORDS_AFTER_MS = 400;

type HintProps = { isTurnRunning: boolean; canSteer: boolean; isSending: boolean; escapeHint: boolean; hasContent: boolean };

/** One quiet line below the field: only what the keys do now, and only when it matters. */
export function ComposerHint({ isTurnRunning, canSteer, isSending, escapeHint, hasContent }: HintProps) {
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
    ? strings.composer.escapeToStop
    : isSending && isSlow
      ? strings.composer.storing
      : isTurnRunning && hasContent
        ? canSteer
          ? strings.composer.enterQueuesOrSteers(shortcutKeys('mod+enter').join(' '))
          : strings.composer.enterQueues
        : '';
  return (
    <p className={styles.hint} role="status">
      {words}
    </p>
  );
}
