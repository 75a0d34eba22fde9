import { useEffect, useRef } from 'react';
import styles from './inline-title-input.module.css';

type InlineTitleInputProps = {
  /** The accessible name. */
  label: string;
  initialTitle: string;
  onCommit: (title: string) => void;
  onCancel: () => void;
};

/** A title being edited in its own place. Enter and leaving it commit, Escape cancels. */
export function InlineTitleInput({ label, initialTitle, onCommit, onCancel }: InlineTitleInputProps) {
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => input.current?.select(), []);
  const finish = (how: 'commit' | 'cancel') => {
    // Removing the field blurs it: the first word counts.
    if (done.current) return;
    done.current = true;
    if (how === 'commit') onCommit(input.current?.value ?? initialTitle);
    else onCancel();
  };
  return (
    <input
      ref={input}
      className={styles.input}
      aria-label={label}
      defaultValue={initialTitle}
      maxLength={200}
      spellCheck={false}
      onBlur={() => finish('commit')}
      onKeyDown={(event) => {
        // The list and the window listen to the same keys; those of an input method choose a word and must not end the edit.
        event.stopPropagation();
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') finish('commit');
        if (event.key === 'Escape') finish('cancel');
      }}
    />
  );
}
