import { useEffect, useState } from 'react';
import { toErrorInfo } from '#protocol/errors.ts';
import type { CredentialStatus, CredentialTest } from '#protocol/ipc.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { loadAccount, useAccount } from '../../state/account-store.ts';
import { reportErrors, runErrorAction, showError } from '../../state/report-error.ts';
import { strings } from '../../strings/strings.ts';
import { AccountForm } from './account-form.tsx';
import styles from './account-settings.module.css';

const SOURCE_WORDS: Record<Exclude<CredentialStatus['source'], 'none'>, string> = {
  environment: strings.account.fromEnvironment,
  'key-store': strings.account.inKeyStore,
  'unprotected-file': strings.account.inFile,
  memory: strings.account.inMemory,
};

/** The account as settings show it: which key is in use, test, replace, remove. */
export function AccountSettings() {
  const status = useAccount((state) => state.status);
  const [isReplacing, setIsReplacing] = useState(false);
  useEffect(() => {
    if (status === null) reportErrors(loadAccount());
  }, [status]);

  if (status === null) return <Spinner>{strings.account.lookingForKey}</Spinner>;
  if (status.source === 'none') return <AccountForm onSaved={() => undefined} />;
  if (isReplacing) return <AccountForm onSaved={() => setIsReplacing(false)} onCancel={() => setIsReplacing(false)} />;
  return <AccountInUse status={status} source={status.source} onReplace={() => setIsReplacing(true)} />;
}

type AccountInUseProps = { status: CredentialStatus; source: keyof typeof SOURCE_WORDS; onReplace: () => void };

function AccountInUse({ status, source, onReplace }: AccountInUseProps) {
  const [test, setTest] = useState<CredentialTest | 'running' | null>(null);

  const runTest = async () => {
    setTest('running');
    try {
      setTest(await invoke('credentials.test', {}));
    } catch (error) {
      setTest({ ok: false, error: toErrorInfo(error) });
    }
  };
  const remove = async () => {
    try {
      useAccount.setState({ status: await invoke('credentials.remove') });
    } catch (error) {
      showError(error, () => void remove());
    }
  };

  return (
    <div className={styles.account}>
      <dl className={styles.facts}>
        <dt>{strings.account.method}</dt>
        <dd>{status.method === 'vertex-ai' ? 'Vertex AI' : strings.account.geminiApiKey}</dd>
        {status.vertexProject !== null && (
          <>
            <dt>{strings.account.project}</dt>
            <dd data-selectable>{[status.vertexProject, status.vertexLocation].filter((part) => part !== null).join(' · ')}</dd>
          </>
        )}
        <dt>{strings.account.key}</dt>
        <dd>
          {status.keyHint === null ? strings.account.noKey : <code>{`•••• ${status.keyHint}`}</code>}
          <div className={styles.source}>{SOURCE_WORDS[source]}</div>
        </dd>
        {status.baseUrl !== null && (
          <>
            <dt>{strings.account.baseUrl}</dt>
            <dd data-selectable>{status.baseUrl}</dd>
          </>
        )}
      </dl>
      <div className={styles.actions}>
        <Button onClick={() => void runTest()} disabled={test === 'running'}>
          {strings.account.test}
        </Button>
        <Button onClick={onReplace}>{strings.account.replace}</Button>
        {source !== 'environment' && (
          <Button variant="ghost" onClick={() => void remove()}>
            {strings.account.removeKey}
          </Button>
        )}
        {test === 'running' && <Spinner>{strings.account.askingApi}</Spinner>}
        {test !== null && test !== 'running' && test.ok && (
          <span className={styles.works} role="status">
            {strings.account.works(test.modelCount)}
          </span>
        )}
      </div>
      {test !== null && test !== 'running' && !test.ok && (
        <ErrorNotice
          error={test.error}
          onAction={(action) => (action === 'retry' || action === 'wait-and-retry' ? void runTest() : runErrorAction(action))}
          onCopyDetails={(text) => reportErrors(invoke('desktop.copyText', { text }))}
        />
      )}
    </div>
  );
}
