import { KeyRound } from 'lucide-react';
import { useEffect } from 'react';
import { Spinner } from '../../components/spinner.tsx';
import { loadAccount, useAccount } from '../../state/account-store.ts';
import { reportErrors } from '../../state/report-error.ts';
import { strings } from '../../strings/strings.ts';
import styles from './account-card.module.css';
import { AccountForm } from './account-form.tsx';

/** Stands where a conversation can't begin yet because the agent has no key. */
export function AccountCard({ onSaved = () => undefined }: { onSaved?: () => void }) {
  const status = useAccount((state) => state.status);
  useEffect(() => {
    if (status === null) reportErrors(loadAccount());
  }, [status]);
  return (
    <section className={styles.card} aria-labelledby="account-card-title">
      <header className={styles.header}>
        <span className={styles.icon}>
          <KeyRound size={16} strokeWidth={1.5} aria-hidden />
        </span>
        <div>
          <h2 id="account-card-title" className={styles.title}>
            {strings.account.connectGemini}
          </h2>
          <p className={styles.text}>{status?.keyStoreAvailable === false ? strings.account.ownKeyChosen : strings.account.ownKeyStored}</p>
        </div>
      </header>
      {status === null ? <Spinner>{strings.account.lookingForKey}</Spinner> : <AccountForm onSaved={onSaved} />}
    </section>
  );
}
