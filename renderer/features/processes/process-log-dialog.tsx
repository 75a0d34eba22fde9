import { Copy, FileText, RefreshCw } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { reportErrors } from '../../state/report-error.ts';
import { showInfo } from '../../state/toasts-store.ts';
import { strings } from '../../strings/strings.ts';
import { readableLog } from './log-lines.ts';
import { openLogFolder } from './process-actions.ts';
import styles from './process-log-dialog.module.css';

/** Whose log is shown. */
export type LoggedAgent = { conversationId: string; label: string };

type Log = { text: string } | { error: ErrorInfo } | null;

/** What an agent last wrote, to read and to copy. */
export function ProcessLogDialog({ agent, onClose }: { agent: LoggedAgent | null; onClose: () => void }) {
  const [log, setLog] = useState<Log>(null);
  const conversationId = agent?.conversationId;
  const load = useCallback(async () => {
    if (conversationId === undefined) return;
    try {
      setLog({ text: readableLog(await invoke('sessions.log', { conversationId })) });
    } catch (error) {
      setLog({ error: toErrorInfo(error) });
    }
  }, [conversationId]);
  useEffect(() => {
    setLog(null);
    void load();
  }, [load]);
  const text = log !== null && 'text' in log ? log.text : '';
  return (
    <Dialog
      open={agent !== null}
      onOpenChange={(open) => !open && onClose()}
      title={agent === null ? strings.processes.log : strings.processes.logOf(agent.label)}
      size="large"
      footer={
        <>
          <Button variant="ghost" className={styles.folder} icon={<FileText aria-hidden />} onClick={openLogFolder}>
            {strings.processes.openLogFolder}
          </Button>
          <Button icon={<RefreshCw aria-hidden />} onClick={() => void load()}>
            {strings.processes.refresh}
          </Button>
          <Button
            icon={<Copy aria-hidden />}
            disabled={text === ''}
            onClick={() => reportErrors(invoke('desktop.copyText', { text }).then(() => showInfo(strings.processes.logCopied)))}
          >
            {strings.processes.copy}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        <LogText log={log} onRetry={() => void load()} />
      </div>
    </Dialog>
  );
}

function LogText({ log, onRetry }: { log: Log; onRetry: () => void }) {
  if (log === null) return null;
  if ('error' in log) return <ErrorNotice error={{ ...log.error, action: 'retry' }} onAction={onRetry} />;
  if (log.text === '') {
    return (
      <EmptyState size="small" title={strings.processes.nothingWritten}>
        {strings.processes.nothingWrittenHint(<code>AGENT_MANAGER_LOG_LEVEL=debug</code>)}
      </EmptyState>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <section className={styles.text} data-selectable data-dialog-focus tabIndex={0} aria-label={strings.processes.log}>
      <pre>{log.text}</pre>
    </section>
  );
}
