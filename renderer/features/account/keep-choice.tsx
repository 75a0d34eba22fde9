import { RadioGroup } from 'radix-ui';
import { useId } from 'react';
import { strings } from '../../strings/strings.ts';
import styles from './keep-choice.module.css';
import type { KeepWithoutKeyStore } from './use-account-form.ts';

const CHOICES: readonly { value: KeepWithoutKeyStore; label: string; description: string }[] = [
  { value: 'memory', label: strings.account.untilQuit, description: strings.account.untilQuitHint },
  { value: 'file', label: strings.account.inOwnFile, description: strings.account.inOwnFileHint },
];

type KeepChoiceProps = { value: KeepWithoutKeyStore; onChange: (value: KeepWithoutKeyStore) => void; disabled: boolean };

/** Asks where the key may go on a system that offers no key store. */
export function KeepChoice({ value, onChange, disabled }: KeepChoiceProps) {
  const id = useId();
  return (
    <section className={styles.card} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`} className={styles.title}>
        {strings.account.noKeyStore}
      </h3>
      <p className={styles.text}>{strings.account.noKeyStoreHint}</p>
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
