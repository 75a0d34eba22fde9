import { useState } from 'react';
import type { Part } from '#protocol/conversation.ts';
import { Button } from '../../components/button.tsx';
import { strings } from '../../strings/strings.ts';
import styles from './message.module.css';

/** A prompt longer than this is folded: pasted logs must not push the answer off the screen. */
const FOLD_FROM_LENGTH = 2000;
const FOLD_FROM_LINES = 24;

/** The words among what a person sent. Nothing where there are none. */
export function PromptText({ parts }: { parts: readonly Part[] }) {
  const [isWhole, setIsWhole] = useState(false);
  const text = wordsOf(parts);
  if (text === '') return null;
  const isLong = text.length > FOLD_FROM_LENGTH || text.split('\n', FOLD_FROM_LINES + 1).length > FOLD_FROM_LINES;
  return (
    <>
      <div className={styles.promptText} data-folded={isLong && !isWhole}>
        {text}
      </div>
      {isLong && (
        <Button size="small" variant="ghost" onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? strings.thread.showLess : strings.thread.showAll}
        </Button>
      )}
    </>
  );
}

/** The text parts as one text. */
export function wordsOf(parts: readonly Part[]): string {
  return parts
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join('\n')
    .trim();
}
