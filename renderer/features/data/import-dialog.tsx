import { useState } from 'react';
import type { ImportPreview } from '#protocol/data.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Switch } from '../../components/switch.tsx';
import { runAsJob } from '../../state/jobs-store.ts';
import { strings } from '../../strings/strings.ts';
import { ConversationCounts } from './conversation-counts.tsx';
import styles from './data.module.css';
import { countWords, SOURCE_KINDS, spanWords } from './data-words.ts';

/** What the chosen files hold and what of it would come, before it does. */
export function ImportDialog({ preview, onClose }: { preview: ImportPreview; onClose: () => void }) {
  const [keepProjectFolders, setKeepProjectFolders] = useState(false);
  const { token, names, kinds, conversations, messages, alreadyHere, earliest, latest, first, notes } = preview;
  const hasNew = conversations > 0;
  const start = () => {
    onClose();
    runAsJob(invoke('data.import', { token, keepProjectFolders }));
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={strings.data.importConversations}
      footer={
        <>
          <Button onClick={onClose}>{hasNew ? strings.common.cancel : strings.common.close}</Button>
          {hasNew && (
            <Button variant="primary" onClick={start} data-dialog-focus>
              {strings.data.importCount(conversations)}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.body}>
        <p className={styles.source}>
          <strong>{names.length === 1 ? names[0] : strings.counts.files(names.length)}</strong> ·{' '}
          {kinds.map((kind) => SOURCE_KINDS[kind]).join(', ')}
        </p>
        {hasNew ? (
          <p>
            {countWords(conversations, messages)}
            {earliest !== null && latest !== null && `, ${spanWords(earliest, latest)}`}.
          </p>
        ) : (
          <p>{alreadyHere > 0 ? strings.data.allHere : strings.data.nothingInIt}</p>
        )}
        <ConversationCounts label={strings.data.conversationsThatCome} total={conversations} first={first} />
        {hasNew && alreadyHere > 0 && <p className={styles.quiet}>{strings.data.leftOut(alreadyHere)}</p>}
        {notes.map((note) => (
          <p key={note} className={styles.quiet}>
            {note}
          </p>
        ))}
        {hasNew && preview.hasProjectFolders && (
          <Switch
            label={strings.data.keepProjectFolders}
            hint={strings.data.keepProjectFoldersHint}
            checked={keepProjectFolders}
            onChange={setKeepProjectFolders}
          />
        )}
        {hasNew && <p className={styles.quiet}>{strings.data.canUndoImport}</p>}
      </div>
    </Dialog>
  );
}
