import { Check, ChevronRight, Copy, ExternalLink, Redo2, Undo2 } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { classNames } from '../../components/class-names.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { reportErrors } from '../../state/report-error.ts';
import { strings } from '../../strings/strings.ts';
import { VisibleText } from '../markdown/visible-text.tsx';
import { ChangeDiffView } from './change-diff-view.tsx';
import styles from './changed-file-row.module.css';
import { acceptChanges, putBack, revertChanges } from './changes-actions.ts';
import { type ChangedFile, changeIdsOf } from './changes-model.ts';
import { LineCounts } from './line-counts.tsx';

const ACTION_MARKS = { created: 'A', changed: 'M', deleted: 'D', mode: 'M' } as const;
const ACTION_WORDS = {
  created: strings.changes.new,
  changed: strings.changes.changed,
  deleted: strings.changes.deleted,
  mode: strings.changes.permissionsChanged,
} as const;

type ChangedFileRowProps = {
  conversationId: string;
  file: ChangedFile;
  /** Moves the focus to the row above or below. */
  onStep: (from: HTMLElement, by: 1 | -1) => void;
};

/** One changed file: a line that opens to its difference and to what can be done with it. */
export function ChangedFileRow({ conversationId, file, onStep }: ChangedFileRowProps) {
  const [isOpen, setIsOpen] = useState(false);
  const actions = actionsOf(conversationId, file);

  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const run = {
      ArrowDown: () => onStep(event.currentTarget, 1),
      ArrowUp: () => onStep(event.currentTarget, -1),
      ArrowRight: () => setIsOpen(true),
      ArrowLeft: () => setIsOpen(false),
      a: actions.accept,
      r: actions.revert ?? actions.putBack,
      o: actions.open,
    }[event.key];
    if (run === undefined) return;
    event.preventDefault();
    run();
  };

  const slash = file.path.lastIndexOf('/');
  return (
    <li className={classNames(styles.item, file.review === 'reverted' && styles.reverted)}>
      <button
        type="button"
        className={styles.row}
        data-changed-file
        aria-expanded={isOpen}
        aria-keyshortcuts="a r o"
        title={file.path}
        onClick={() => setIsOpen(!isOpen)}
        onKeyDown={onKeyDown}
      >
        <ChevronRight className={styles.chevron} aria-hidden />
        <span className={styles.mark} data-action={file.action} aria-hidden>
          {file.movedFrom === null ? ACTION_MARKS[file.action] : 'R'}
        </span>
        <VisuallyHidden>{file.movedFrom === null ? ACTION_WORDS[file.action] : strings.changes.moved}: </VisuallyHidden>
        <span className={styles.path}>
          <span className={styles.name}>
            <VisibleText>{file.path.slice(slash + 1)}</VisibleText>
          </span>
          {slash > 0 && (
            <span className={styles.folder}>
              <VisibleText>{file.path.slice(0, slash)}</VisibleText>
            </span>
          )}
        </span>
        {file.review === 'accepted' && <span className={styles.state}>{strings.changes.accepted}</span>}
        {file.review === 'reverted' && <span className={styles.state}>{strings.changes.takenBack}</span>}
        <LineCounts added={file.added} removed={file.removed} />
      </button>
      {isOpen && (
        <div className={styles.details}>
          <Provenance file={file} />
          <ChangeDiffView conversationId={conversationId} file={file} />
          <FileActions file={file} actions={actions} />
        </div>
      )}
    </li>
  );
}

/** How it came about, where that is not plain. */
function Provenance({ file }: { file: ChangedFile }) {
  const commands = [...new Set(file.changes.filter(({ source }) => source === 'command').map(({ toolTitle }) => toolTitle))];
  return (
    <>
      {file.movedFrom !== null && <p className={styles.note}>{strings.changes.movedFrom(<VisibleText>{file.movedFrom}</VisibleText>)}</p>}
      {commands.length > 0 && (
        <p className={styles.note}>
          {strings.changes.changedWhile(<VisibleText>{commands.map((title) => title.replace(/^Run /, '')).join(', ')}</VisibleText>)}
        </p>
      )}
      {file.changes.some(({ isCutOff }) => isCutOff) && <p className={styles.note}>{strings.changes.cutOff}</p>}
    </>
  );
}

type FileActionsOf = ReturnType<typeof actionsOf>;

function FileActions({ file, actions }: { file: ChangedFile; actions: FileActionsOf }) {
  return (
    <div className={styles.actions}>
      {actions.accept !== undefined && (
        <Button size="small" icon={<Check aria-hidden />} onClick={actions.accept}>
          {file.review === 'accepted' ? strings.changes.unaccept : strings.changes.accept}
        </Button>
      )}
      {actions.revert !== undefined && (
        <Button size="small" icon={<Undo2 aria-hidden />} onClick={actions.revert}>
          {strings.changes.revertFile}
        </Button>
      )}
      {actions.putBack !== undefined && (
        <Button size="small" icon={<Redo2 aria-hidden />} onClick={actions.putBack}>
          {strings.changes.putBack}
        </Button>
      )}
      {actions.open !== undefined && (
        <IconButton
          size="small"
          label={strings.shortcuts.open}
          icon={<ExternalLink size={14} strokeWidth={1.5} aria-hidden />}
          onClick={actions.open}
        />
      )}
      <IconButton
        size="small"
        label={strings.settings.copyPath}
        icon={<Copy size={14} strokeWidth={1.5} aria-hidden />}
        onClick={actions.copyPath}
      />
    </div>
  );
}

/** What can be done with the file as it stands; what can't is left out. */
function actionsOf(conversationId: string, file: ChangedFile) {
  const last = file.changes.at(-1);
  const ids = changeIdsOf([file]);
  const revertId = file.review === 'reverted' ? last?.revertId : null;
  const isThere = file.review === 'reverted' ? file.action !== 'created' : file.action !== 'deleted';
  return {
    accept: file.review === 'reverted' ? undefined : () => acceptChanges(conversationId, ids, file.review !== 'accepted'),
    revert: file.review === 'reverted' || !file.canRevert ? undefined : () => void revertChanges(conversationId, ids),
    putBack: revertId ? () => void putBack(conversationId, revertId) : undefined,
    open: isThere && last !== undefined ? () => reportErrors(invoke('changes.open', { conversationId, changeId: last.id })) : undefined,
    copyPath: () => reportErrors(invoke('desktop.copyText', { text: file.path })),
  };
}
