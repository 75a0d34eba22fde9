import { useEffect, useState } from 'react';
import { toErrorInfo } from '#protocol/errors.ts';
import type { CredentialStatus, CredentialTest } from '#protocol/ipc.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { loadAccount, useAccount } from '../../state/account-store.ts';
import { reportErrors, runErrorAction, showError } from '../../state/report-error.ts';
import { AccountForm } from './account-form.tsx';
import styles from './account-settings.module.css';

const SOURCE_WORDS: Record<Exclude<CredentialStatus['source'], 'none'>, string> = {
  environment: 'Set by the environment variable GEMINI_API_KEY',
  'key-store': 'Kept in your system’s key store',
  'unprotected-file': 'Kept in a file that only you can read, not encrypted',
  memory: 'Kept in memory until you quit',
};

/** The account as settings show it: which key is in use, test, replace, remove. */
export function AccountSettings() {
  const status = useAccount((state) => state.status);
  const [isReplacing, setIsReplacing] = useState(false);
  useEffect(() => {
    if (status === null) reportErrors(loadAccount());
  }, [status]);

  if (status === null) return <Spinner>Looking for a key…</Spinner>;
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
        <dt>Method</dt>
        <dd>{status.method === 'vertex-ai' ? 'Vertex AI' : 'Gemini API key'}</dd>
        {status.vertexProject !== null && (
          <>
            <dt>Project</dt>
            <dd data-selectable>{[status.vertexProject, status.vertexLocation].filter((part) => part !== null).join(' · ')}</dd>
          </>
        )}
        <dt>Key</dt>
        <dd>
          {status.keyHint === null ? 'None: gcloud signs in' : <code>{`•••• ${status.keyHint}`}</code>}
          <div className={styles.source}>{SOURCE_WORDS[source]}</div>
        </dd>
        {status.baseUrl !== null && (
          <>
            <dt>Base URL</dt>
            <dd data-selectable>{status.baseUrl}</dd>
          </>
        )}
      </dl>
      <div className={styles.actions}>
        <Button onClick={() => void runTest()} disabled={test === 'running'}>
          Test
        </Button>
        <Button onClick={onReplace}>Replace</Button>
        {source !== 'environment' && (
          <Button variant="ghost" onClick={() => void remove()}>
            Remove key
          </Button>
        )}
        {test === 'running' && <Spinner>Asking the API…</Spinner>}
        {test !== null && test !== 'running' && test.ok && (
          <span className={styles.works} role="status">
            Works: {test.modelCount} models available
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
