import { KeyRound } from 'lucide-react';
import { useEffect } from 'react';
import { Spinner } from '../../components/spinner.tsx';
import { StartCard } from '../../components/start-card.tsx';
import { loadAccount, useAccount } from '../../state/account-store.ts';
import { reportErrors } from '../../state/report-error.ts';
import { strings } from '../../strings/strings.ts';
import { AccountForm } from './account-form.tsx';

/** Stands where a conversation can't begin yet because the agent has no key. */
export function AccountCard({ onSaved = () => undefined }: { onSaved?: () => void }) {
  const status = useAccount((state) => state.status);
  useEffect(() => {
    if (status === null) reportErrors(loadAccount());
  }, [status]);
  return (
    <StartCard
      icon={KeyRound}
      title={strings.account.connectGemini}
      text={status?.keyStoreAvailable === false ? strings.account.ownKeyChosen : strings.account.ownKeyStored}
    >
      {status === null ? <Spinner>{strings.account.lookingForKey}</Spinner> : <AccountForm onSaved={onSaved} />}
    </StartCard>
  );
}
