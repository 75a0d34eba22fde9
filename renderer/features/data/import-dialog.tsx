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
  const [addToExisting, setAddToExisting] = useState(true);
  const { token, names, kinds, conversations, messages, alreadyHere, growing, earliest, latest, first, notes } = preview;
  const hasNew = conversations > 0;
  const hasMore = growing.messages > 0;
  const canStart = hasNew || (hasMore && addToExisting);
  const leftOut = alreadyHere - (addToExisting ? growing.conversations : 0);
  const start = () => {
    onClose();
    runAsJob(invoke('data.import', { token, keepProjectFolders, addToExisting }));
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={strings.data.importConversations}
      footer={
        <>
          <Button onClick={onClose}>{hasNew || hasMore ? strings.common.cancel : strings.common.close}</Button>
          {(hasNew || hasMore) && (
            <Button variant="primary" disabled={!canStart} onClick={start} data-dialog-focus>
              {hasNew ? strings.data.importCount(conversations) : strings.data.addMessages(growing.messages)}
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
          !hasMore && <p>{alreadyHere > 0 ? strings.data.allHere : strings.data.nothingInIt}</p>
        )}
        <ConversationCounts label={strings.data.conversationsThatCome} total={conversations} first={first} />
        {hasMore && (
          <>
            <p>{strings.data.growing(growing.messages, growing.conversations)}</p>
            <Switch
              label={strings.data.addToExisting}
              hint={strings.data.addToExistingHint}
              checked={addToExisting}
              onChange={setAddToExisting}
            />
          </>
        )}
        {(hasNew || hasMore) && leftOut > 0 && <p className={styles.quiet}>{strings.data.leftOut(leftOut)}</p>}
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
        {(hasNew || hasMore) && <p className={styles.quiet}>{strings.data.canUndoImport}</p>}
      </div>
    </Dialog>
  );
}
