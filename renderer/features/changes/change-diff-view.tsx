import { useEffect, useState } from 'react';
import type { ChangeDiff } from '#protocol/changes.ts';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import { invoke } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { strings } from '../../strings/strings.ts';
import { DiffView } from '../approvals/diff-view.tsx';
import { formatBytes } from '../thread/duration-words.ts';
import styles from './changed-file-row.module.css';
import type { ChangedFile } from './changes-model.ts';

/** The file before and after. Read when it is opened, so that long lists of large files cost nothing. */
export function ChangeDiffView({ conversationId, file }: { conversationId: string; file: ChangedFile }) {
  const [diff, setDiff] = useState<ChangeDiff | null>(null);
  const [error, setError] = useState<ErrorInfo | null>(null);
  const [tries, setTries] = useState(0);
  const changeIds = file.changes.map(({ id }) => id);
  // A later edit of the same turn keeps the id and changes the time.
  const version = file.changes.map(({ id, changedAt }) => `${id} ${changedAt}`).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: `version` stands for the changes, `tries` for another try.
  useEffect(() => {
    let isCurrent = true;
    setError(null);
    invoke('changes.diff', { conversationId, changeIds }).then(
      (read) => isCurrent && setDiff(read),
      (failure: unknown) => isCurrent && setError(toErrorInfo(failure)),
    );
    return () => {
      isCurrent = false;
    };
  }, [conversationId, version, tries]);

  if (error !== null) return <ErrorNotice layout="inline" error={{ ...error, action: 'retry' }} onAction={() => setTries(tries + 1)} />;
  if (diff === null) {
    return <Spinner>{strings.changes.readingFile}</Spinner>;
  }
  switch (diff.kind) {
    case 'text':
      return (
        <>
          {diff.modeChange !== undefined && <p className={styles.note}>{strings.fromElsewhere.sentence(diff.modeChange)}</p>}
          {diff.oldText !== diff.newText && <DiffView diff={{ path: file.path, oldText: diff.oldText, newText: diff.newText ?? '' }} />}
        </>
      );
    case 'binary':
      return <p className={styles.note}>{binaryWords(diff)}</p>;
    case 'not-kept':
      return <p className={styles.note}>{strings.fromElsewhere.sentence(diff.reason)}</p>;
  }
}

function binaryWords({ oldBytes, newBytes }: Extract<ChangeDiff, { kind: 'binary' }>): string {
  const before = oldBytes === null ? strings.changes.notThere : formatBytes(oldBytes);
  const after = newBytes === null ? strings.changes.notThere : formatBytes(newBytes);
  return strings.changes.binaryFile(before, after);
}
