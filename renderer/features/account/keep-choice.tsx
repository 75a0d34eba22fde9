import { TriangleAlert } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import { useId } from 'react';
import styles from './keep-choice.module.css';
import type { KeepWithoutKeyStore } from './use-account-form.ts';

const CHOICES: readonly { value: KeepWithoutKeyStore; label: string; description: string }[] = [
  { value: 'memory', label: 'Only until I quit', description: 'Nothing is written. You enter the key again at the next start.' },
  { value: 'file', label: 'In a file only I can read', description: 'Not encrypted. Programs that run as you can read it.' },
];

type KeepChoiceProps = { value: KeepWithoutKeyStore; onChange: (value: KeepWithoutKeyStore) => void; disabled: boolean };

/** Asks where the key may go on a system that offers no key store. */
export function KeepChoice({ value, onChange, disabled }: KeepChoiceProps) {
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`} className={styles.title}>
        <TriangleAlert size={16} strokeWidth={1.5} aria-hidden />
        This system has no key store
      </h3>
      <p className={styles.text}>Agent Manager keeps keys in the system’s key store, and none answers here. Where may this key go?</p>
      <RadioGroup.Root
        className={styles.choices}
        aria-labelledby={`${id}-title`}
        value={value}
        disabled={disabled}
        onValueChange={(next) => onChange(next as KeepWithoutKeyStore)}
      >
        {CHOICES.map((choice) => (
          <div key={choice.value} className={styles.choice}>
            <RadioGroup.Item
              id={`${id}-${choice.value}`}
              value={choice.value}
              className={styles.radio}
              aria-describedby={`${id}-${choice.value}-description`}
            >
              <RadioGroup.Indicator className={styles.mark} />
            </RadioGroup.Item>
            <div>
              <label htmlFor={`${id}-${choice.value}`} className={styles.label}>
                {choice.label}
              </label>
              <div id={`${id}-${choice.value}-description`} className={styles.description}>
                {choice.description}
              </div>
            </div>
          </div>
        ))}
      </RadioGroup.Root>
    </section>
  );
}
