import { type KeyboardEvent, useState } from 'react';
import { writeChord } from '#protocol/chords.ts';
import { Button } from '../../components/button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { isMac } from '../../components/platform.ts';
import { strings } from '../../strings/strings.ts';
import { pressedChord } from '../commands/pressed-chord.ts';
import styles from './chord-recorder.module.css';

type ChordRecorderProps = {
  /** What the keys are for. */
  subject: string;
  /** Why these keys can't be had at all; null when they can. */
  whyNot: (chord: string) => string | null;
  /** What has these keys now and can lose them. */
  ownerOf?: (chord: string) => string | undefined;
  onRecord: (chord: string) => void;
  onCancel: () => void;
};

/** Takes the next keys pressed. Keys that it can't have, or that are another's, say so and wait for others. */
export function ChordRecorder({ subject, whyNot, ownerOf = () => undefined, onRecord, onCancel }: ChordRecorderProps) {
  const [chord, setChord] = useState<string | null>(null);
  const problem = chord === null ? null : whyNot(chord);
  const owner = chord === null || problem !== null ? undefined : ownerOf(chord);

  const onKeyDown = (event: KeyboardEvent) => {
    // Tab alone leaves, as everywhere.
    if (event.key === 'Tab' && !event.ctrlKey && !event.metaKey && !event.altKey) return;
    event.preventDefault();
    if (event.key === 'Escape') return onCancel();
    const pressed = pressedChord(event.nativeEvent, isMac);
    if (pressed === null || event.repeat) return;
    const text = writeChord(pressed);
    if (whyNot(text) === null && ownerOf(text) === undefined) onRecord(text);
    else setChord(text);
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's part; this is one field with what is wrong with it.
    <div
      role="group"
      aria-label={strings.shortcuts.newKeysFor(subject)}
      className={styles.recorder}
      data-takes-escape
      onBlur={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget)) onCancel();
      }}
    >
      <button
        type="button"
        className={styles.field}
        // biome-ignore lint/a11y/noAutofocus: it was opened to press keys in.
        autoFocus
        aria-label={strings.shortcuts.pressNow}
        onKeyDown={onKeyDown}
      >
        {chord === null ? strings.shortcuts.press : <Kbd shortcut={chord} />}
      </button>
      {problem !== null && (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      )}
      {chord !== null && owner !== undefined && (
        <div className={styles.conflict}>
          <p role="alert">{strings.shortcuts.areKeysOf(owner)}</p>
          <Button size="small" onClick={() => onRecord(chord)}>
            {strings.shortcuts.useHere}
          </Button>
        </div>
      )}
    </div>
  );
}
