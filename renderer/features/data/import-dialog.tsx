import { useState } from 'react';
import type { ImportPreview } from '#protocol/data.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Switch } from '../../components/switch.tsx';
import { runAsJob } from '../../state/jobs-store.ts';
import { ConversationCounts } from './conversation-counts.tsx';
import styles from './data.module.css';
import { counted, countWords, SOURCE_KINDS, spanWords } from './data-words.ts';

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
      title="Import conversations"
      footer={
        <>
          <Button onClick={onClose}>{hasNew ? 'Cancel' : 'Close'}</Button>
          {hasNew && (
            <Button variant="primary" onClick={start} data-dialog-focus>
              Import {counted(conversations, 'conversation')}
            </Button>
          )}
        </>
      }
    >
      <div className={styles.body}>
        <p className={styles.source}>
          <strong>{names.length === 1 ? names[0] : `${names.length} files`}</strong> · {kinds.map((kind) => SOURCE_KINDS[kind]).join(', ')}
        </p>
        {hasNew ? (
          <p>
            {countWords(conversations, messages)}
            {earliest !== null && latest !== null && `, ${spanWords(earliest, latest)}`}.
          </p>
        ) : (
          <p>{alreadyHere > 0 ? 'Everything in it is here already. Nothing would be added.' : 'There is nothing in it to import.'}</p>
        )}
        <ConversationCounts label="Conversations that come" total={conversations} first={first} />
        {hasNew && alreadyHere > 0 && (
          <p className={styles.quiet}>{counted(alreadyHere, 'conversation')} of it left out: here already, and left as they are.</p>
        )}
        {notes.map((note) => (
          <p key={note} className={styles.quiet}>
            {note}
          </p>
        ))}
        {hasNew && preview.hasProjectFolders && (
          <Switch
            label="Keep the project folders"
            hint="On only for an export of your own: agents read and change files in the folder a conversation names."
            checked={keepProjectFolders}
            onChange={setKeepProjectFolders}
          />
        )}
        {hasNew && <p className={styles.quiet}>You can undo the import at any time under Settings › Data.</p>}
      </div>
    </Dialog>
  );
}
