import { ArchiveRestore, FilePlus2, FolderOpen, LifeBuoy, RefreshCw, TriangleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { RecoveryState, SalvageReport } from '#protocol/data.ts';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { cancelJob, useRunningJob } from '../../state/jobs-store.ts';
import { runErrorAction } from '../../state/report-error.ts';
import { strings } from '../../strings/strings.ts';
import { BackupsList, useBackups } from '../data/backups-list.tsx';
import dataStyles from '../data/data.module.css';
import { formatBytes, whenWords } from '../data/data-words.ts';
import { RestoreDialog } from '../data/restore-dialog.tsx';
import styles from './recovery.module.css';
import { problemWords } from './recovery-words.ts';
import { SalvageResultView } from './salvage-result.tsx';

type RecoveryScreenProps = { state: RecoveryState; onState: (state: RecoveryState) => void };

/** What is wrong in plain words, and the ways on. Each moves nothing before it is chosen. */
export function RecoveryScreen({ state, onState }: RecoveryScreenProps) {
  const words = problemWords(state);
  const [error, setError] = useState<ErrorInfo | null>(null);
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<SalvageReport | null>(null);
  const [restoring, setRestoring] = useState<string | null>(null);
  const { list, error: listError } = useBackups();

  /** Main closes this window when it could open the database, so only failures come back. */
  const run = async <Result,>(work: Promise<Result>, onResult: (result: Result) => void = () => {}) => {
    setError(null);
    setBusy(true);
    try {
      onResult(await work);
    } catch (reason) {
      const info = toErrorInfo(reason);
      if (info.code !== 'cancelled') setError(info);
    } finally {
      setBusy(false);
    }
  };
  const retry = () =>
    run(invoke('recovery.retry'), (next) => {
      if (next === null) return;
      onState(next);
      setError(next.error);
    });

  if (report !== null) {
    return (
      <main className={styles.page}>
        <SalvageResultView
          report={report}
          busy={busy}
          error={error}
          onUse={() => void run(invoke('recovery.useSalvaged'))}
          onBack={() => setReport(null)}
        />
      </main>
    );
  }

  return (
    <main className={styles.page}>
      <div className={styles.column}>
        <header className={styles.head}>
          <TriangleAlert className={styles.mark} size={24} strokeWidth={1.5} aria-hidden />
          <h1 className={styles.title}>{words.title}</h1>
          <p className={styles.text}>{words.text}</p>
          <p className={styles.file}>
            <code data-selectable>{state.databaseFile}</code>
            {state.modifiedAt !== null && strings.recovery.lastWritten(formatBytes(state.bytes), whenWords(state.modifiedAt))}
          </p>
          <details className={styles.details}>
            <summary>{strings.common.details}</summary>
            <pre data-selectable>{[state.error.code, state.error.message, state.error.details].filter(Boolean).join('\n')}</pre>
          </details>
        </header>

        {error !== null && <ErrorNotice error={{ ...error, action: 'show-log' }} onAction={runErrorAction} layout="inline" />}

        <div className={styles.ways}>
          {words.offersSalvage && <SalvageWay busy={busy} onSalvage={() => void run(invoke('recovery.salvage'), setReport)} />}
          {words.offersRestore && (
            <Way
              icon={<ArchiveRestore aria-hidden />}
              title={strings.recovery.restoreBackup}
              text={strings.recovery.restoreBackupHint}
              below={
                <div className={dataStyles.listFrame}>
                  <BackupsList list={list} error={listError} onRestore={setRestoring} />
                </div>
              }
            />
          )}
          <Way
            icon={<RefreshCw aria-hidden />}
            title={words.retry}
            text={strings.recovery.retryHint}
            action={
              <Button disabled={busy} variant={words.offersSalvage ? 'secondary' : 'primary'} onClick={() => void retry()}>
                {words.retry}
              </Button>
            }
          />
          {words.offersFresh && (
            <Way
              icon={<FilePlus2 aria-hidden />}
              title={strings.recovery.startEmpty}
              text={strings.recovery.startEmptyHint}
              action={
                <Button disabled={busy} onClick={() => void run(invoke('recovery.startFresh'))}>
                  {strings.recovery.startEmptyShort}
                </Button>
              }
            />
          )}
        </div>

        <footer className={styles.foot}>
          <Button icon={<FolderOpen aria-hidden />} onClick={() => void run(invoke('data.openFolder', { folder: 'data' }))}>
            {strings.recovery.openDataFolder}
          </Button>
          <Button onClick={() => void invoke('recovery.quit')}>{strings.recovery.quit}</Button>
        </footer>
      </div>
      {restoring !== null && (
        <RestoreDialog
          backupName={restoring}
          words={strings.recovery.movedAside}
          onRestore={(name) => {
            setRestoring(null);
            void run(invoke('recovery.restore', { name }));
          }}
          onClose={() => setRestoring(null)}
        />
      )}
    </main>
  );
}

function SalvageWay({ busy, onSalvage }: { busy: boolean; onSalvage: () => void }) {
  const job = useRunningJob('salvage');
  return (
    <Way
      icon={<LifeBuoy aria-hidden />}
      title={strings.recovery.salvage}
      text={strings.recovery.salvageHint}
      action={
        job === undefined ? (
          <Button variant="primary" disabled={busy} onClick={onSalvage}>
            {strings.recovery.salvage}
          </Button>
        ) : (
          <Button onClick={() => cancelJob(job.id)}>{strings.common.cancel}</Button>
        )
      }
      below={job !== undefined && <ProgressBar className={styles.progress} label={strings.recovery.salvaging} progress={job.progress} />}
    />
  );
}

type WayProps = { icon: ReactNode; title: string; text: string; action?: ReactNode; below?: ReactNode };

/** One way on. */
function Way({ icon, title, text, action, below }: WayProps) {
  return (
    <section className={styles.way} aria-label={title}>
      <div className={styles.wayHead}>
        <span className={styles.wayIcon}>{icon}</span>
        <div className={styles.wayWords}>
          <h2 className={styles.wayTitle}>{title}</h2>
          <p className={styles.wayText}>{text}</p>
        </div>
        {action}
      </div>
      {below}
    </section>
  );
}
