import { useEffect, useState } from 'react';
import { DELETE_WORD, type DeletionPlan } from '#protocol/data.ts';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { TextField } from '../../components/text-field.tsx';
import { openDataDialog } from '../../state/data-dialog.ts';
import { strings } from '../../strings/strings.ts';
import styles from './data.module.css';
import { countWords, formatBytes } from './data-words.ts';

/** The one thing that can't be undone: names what goes and where it is, and asks for a word. */
export function DeleteEverythingDialog({ onClose }: { onClose: () => void }) {
  const [plan, setPlan] = useState<DeletionPlan | null>(null);
  const [error, setError] = useState<ErrorInfo | null>(null);
  const [word, setWord] = useState('');
  const [isDeleting, setIsDeleting] = useState(false);
  const fail = (reason: unknown) => setError(toErrorInfo(reason));
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the dialog opens.
  useEffect(() => void invoke('data.deletionPlan').then(setPlan, fail), []);
  const isConfirmed = word.trim().toLowerCase() === DELETE_WORD && plan !== null;

  const deleteAll = () => {
    if (!isConfirmed) return;
    setIsDeleting(true);
    invoke('data.deleteEverything', { word: DELETE_WORD }).catch((reason: unknown) => {
      setIsDeleting(false);
      fail(reason);
    });
  };

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={strings.data.deleteAllMyData}
      footer={
        <>
          <Button onClick={onClose}>{strings.common.cancel}</Button>
          <Button variant="danger" disabled={!isConfirmed || isDeleting} onClick={deleteAll}>
            {isDeleting ? strings.data.deleting : strings.data.deleteEverything}
          </Button>
        </>
      }
    >
      <div className={styles.body}>
        {error !== null && <ErrorNotice error={error} layout="inline" />}
        {plan === null && error === null && <Spinner>{strings.data.addingUp}</Spinner>}
        {plan !== null && <Plan plan={plan} />}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            deleteAll();
          }}
        >
          <TextField
            label={strings.data.typeToConfirm(DELETE_WORD)}
            value={word}
            hint={strings.data.cantBeUndone}
            data-dialog-focus
            onChange={(event) => setWord(event.target.value)}
          />
        </form>
      </div>
    </Dialog>
  );
}

function Plan({ plan }: { plan: DeletionPlan }) {
  return (
    <>
      <p>
        {strings.data.withAllThatBelongs(countWords(plan.conversations, plan.messages))}
        {plan.liveAgents > 0 && ` ${strings.data.agentsWillStop(plan.liveAgents)}`} {strings.data.ownFilesStay} <ExportFirst />
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <ul className={styles.plan} aria-label={strings.data.whatIsDeleted} tabIndex={0}>
        {plan.items.map(({ what, path, bytes }) => (
          <li key={`${what} ${path}`} className={styles.planItem}>
            <span className={styles.planWhat}>{what}</span>
            <span className={styles.figure}>{formatBytes(bytes)}</span>
            <code className={styles.planPath} data-selectable>
              {path}
            </code>
          </li>
        ))}
      </ul>
    </>
  );
}

function ExportFirst() {
  return (
    <button type="button" className={styles.link} onClick={() => openDataDialog({ kind: 'export', conversationId: null })}>
      {strings.data.exportFirst}
    </button>
  );
}
