import { useEffect, useState } from 'react';
import type { CountedConversations, RestorePreview } from '#protocol/data.ts';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { strings } from '../../strings/strings.ts';
import { ConversationCounts } from './conversation-counts.tsx';
import styles from './data.module.css';
import { BACKUP_KINDS, countWords, whenWords } from './data-words.ts';

type RestoreDialogProps = {
  backupName: string;
  /** Said above the button: what happens to what is there now. */
  words: string;
  onRestore: (name: string) => void;
  onClose: () => void;
};

/** What is in a backup and what restoring it would change, before anything is. */
export function RestoreDialog({ backupName, words, onRestore, onClose }: RestoreDialogProps) {
  const [preview, setPreview] = useState<RestorePreview | null>(null);
  const [error, setError] = useState<ErrorInfo | null>(null);
  useEffect(() => {
    invoke('data.previewRestore', { name: backupName }).then(setPreview, (reason: unknown) => setError(toErrorInfo(reason)));
  }, [backupName]);

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={strings.data.restoreABackup}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.cancel}</Button>
          <Button variant="primary" disabled={preview?.canRestore !== true} onClick={() => onRestore(backupName)}>
            {strings.data.restoreThis}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        {error !== null && <ErrorNotice error={error} layout="inline" />}
        {error === null && preview === null && <Spinner>{strings.data.lookingIntoBackup}</Spinner>}
        {preview !== null && <Preview preview={preview} words={words} />}
      </div>
    </Dialog>
  );
}

function Preview({ preview, words }: { preview: RestorePreview; words: string }) {
  const { regained, lost } = preview;
  return (
    <>
      <p>
        <strong>{whenWords(preview.takenAt)}</strong> · {BACKUP_KINDS[preview.kind]} · {countWords(preview.conversations, preview.messages)}
        {preview.newestMessageAt !== null && strings.data.newestOf(whenWords(preview.newestMessageAt))}
      </p>
      {!preview.canRestore && <p className={styles.warning}>{strings.data.newerVersion}</p>}
      <Change title={strings.data.comesBack} nothing={strings.data.nothingComesBack} counts={regained} />
      <Change title={strings.data.goesAway} nothing={strings.data.nothingGoesAway} counts={lost} />
      <p className={styles.quiet}>{words}</p>
    </>
  );
}

function Change({ title, nothing, counts }: { title: string; nothing: string; counts: CountedConversations }) {
  return (
    <section className={styles.change}>
      <h4 className={styles.changeTitle}>
        {title}
        {counts.total > 0 && <span className={styles.figure}>{strings.data.messagesIn(counts.messages, counts.total)}</span>}
      </h4>
      {counts.total === 0 ? <p className={styles.quiet}>{nothing}</p> : <ConversationCounts label={title} {...counts} />}
    </section>
  );
}
