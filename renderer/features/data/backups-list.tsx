import { HardDriveDownload } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { BackupList, BackupSummary } from '#protocol/data.ts';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { useEndedJobs } from '../../state/jobs-store.ts';
import { strings } from '../../strings/strings.ts';
import styles from './data.module.css';
import { BACKUP_KINDS, countWords, formatBytes, whenWords } from './data-words.ts';

/** The list as main has it, read again whenever a backup was taken. */
export function useBackups(): { list: BackupList | null; error: ErrorInfo | null; setList: (list: BackupList) => void } {
  const [list, setList] = useState<BackupList | null>(null);
  const [error, setError] = useState<ErrorInfo | null>(null);
  const taken = useEndedJobs('backup', 'restore');
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when one was taken.
  useEffect(() => {
    invoke('data.backups').then(
      (next) => {
        setList(next);
        setError(null);
      },
      (reason: unknown) => setError(toErrorInfo(reason)),
    );
  }, [taken]);
  return { list, error, setList };
}

type BackupsListProps = {
  list: BackupList | null;
  error: ErrorInfo | null;
  onRestore: (name: string) => void;
};

/** All backups, newest first: when, what kind, how much is in it. */
export function BackupsList({ list, error, onRestore }: BackupsListProps) {
  if (error !== null) return <ErrorNotice error={error} layout="inline" />;
  if (list === null) return <Spinner>{strings.data.lookingIntoBackups}</Spinner>;
  if (list.backups.length === 0) {
    return (
      <p className={styles.empty}>
        <HardDriveDownload size={16} strokeWidth={1.5} aria-hidden />
        {strings.data.noBackupYet}
      </p>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <ul className={styles.backups} aria-label={strings.data.backups} tabIndex={0}>
      {list.backups.map((backup) => (
        <BackupLine key={backup.name} backup={backup} onRestore={() => onRestore(backup.name)} />
      ))}
    </ul>
  );
}

function BackupLine({ backup, onRestore }: { backup: BackupSummary; onRestore: () => void }) {
  const { takenAt, kind, bytes, contents } = backup;
  const when = whenWords(takenAt);
  return (
    <li className={styles.backup}>
      <span className={styles.backupWhen}>{when}</span>
      <span className={styles.backupKind}>{BACKUP_KINDS[kind]}</span>
      <span className={styles.backupContents}>
        {contents === null ? strings.data.cantBeRead : countWords(contents.conversations, contents.messages)}
      </span>
      <span className={styles.figure}>{formatBytes(bytes)}</span>
      <Button size="small" disabled={contents === null} aria-label={strings.data.restoreBackupOf(when)} onClick={onRestore}>
        {strings.data.restore}
      </Button>
    </li>
  );
}
