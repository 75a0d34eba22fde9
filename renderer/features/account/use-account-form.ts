import { useState } from 'react';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import { invoke } from '../../api.ts';
import { useAccount } from '../../state/account-store.ts';
import { showInfo } from '../../state/toasts-store.ts';
import { strings } from '../../strings/strings.ts';
import { type AccountDraft, type AccountDraftErrors, accountFromDraft, draftErrors, draftFromStatus } from './account-draft.ts';

/** Where the key goes when the system has no key store. */
export type KeepWithoutKeyStore = 'file' | 'memory';

type FormState =
  | { phase: 'editing'; errors: AccountDraftErrors }
  | { phase: 'testing' }
  /** The API refused or could not be asked. The person may still save: a gateway need not answer the test. */
  | { phase: 'refused'; error: ErrorInfo }
  | { phase: 'saving' }
  | { phase: 'not-saved'; error: ErrorInfo };

/** The account form: tests what was typed against the API, then stores it. */
export function useAccountForm(onSaved: () => void) {
  const status = useAccount((state) => state.status);
  const [draft, setDraft] = useState<AccountDraft>(() => draftFromStatus(status));
  const [keep, setKeep] = useState<KeepWithoutKeyStore>('memory');
  const [state, setState] = useState<FormState>({ phase: 'editing', errors: {} });

  const edit = (change: Partial<AccountDraft>) => {
    setDraft({ ...draft, ...change });
    setState({ phase: 'editing', errors: {} });
  };

  const save = async (modelCount: number | null) => {
    setState({ phase: 'saving' });
    try {
      const saved = await invoke('credentials.save', {
        account: accountFromDraft(draft),
        ...(status?.keyStoreAvailable === false && { keepWithoutKeyStore: keep }),
      });
      useAccount.setState({ status: saved });
      setDraft(draftFromStatus(saved));
      setState({ phase: 'editing', errors: {} });
      showInfo(modelCount === null ? strings.account.savedUntested : strings.account.connected(modelCount));
      onSaved();
    } catch (error) {
      setState({ phase: 'not-saved', error: toErrorInfo(error) });
    }
  };

  const testAndSave = async () => {
    const hasStoredKey = status?.keyHint !== null && status?.keyHint !== undefined && status.method === draft.method;
    const errors = draftErrors(draft, hasStoredKey);
    if (Object.keys(errors).length > 0) {
      setState({ phase: 'editing', errors });
      return;
    }
    setState({ phase: 'testing' });
    try {
      const result = await invoke('credentials.test', { account: accountFromDraft(draft) });
      if (result.ok) await save(result.modelCount);
      else setState({ phase: 'refused', error: result.error });
    } catch (error) {
      setState({ phase: 'refused', error: toErrorInfo(error) });
    }
  };

  return { status, draft, edit, keep, setKeep, state, testAndSave, saveUntested: () => save(null) };
}
