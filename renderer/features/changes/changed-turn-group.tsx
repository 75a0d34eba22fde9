import { Check, Undo2 } from 'lucide-react';
import type { ChangedTurn } from '#protocol/changes.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { dateFormat } from '../../strings/format.ts';
import { strings } from '../../strings/strings.ts';
import { VisibleText } from '../markdown/visible-text.tsx';
import { ChangedFileList } from './changed-file-list.tsx';
import styles from './changed-turn-group.module.css';
import { acceptChanges, revertChanges } from './changes-actions.ts';
import { changeIdsOf, filesOfTurn, revertableFiles, totalsOf } from './changes-model.ts';
import { LineCounts } from './line-counts.tsx';

const startFormat = dateFormat({ dateStyle: 'medium', timeStyle: 'short' });

/** The files of one turn under the prompt that led to them. */
export function ChangedTurnGroup({ conversationId, turn }: { conversationId: string; turn: ChangedTurn }) {
  const files = filesOfTurn(turn);
  const totals = totalsOf(files);
  const revertable = revertableFiles(files);
  const isAccepted = files.every(({ review }) => review !== 'open');
  const prompt = turn.prompt === '' ? strings.changes.turnWithoutWords : turn.prompt;
  return (
    <section className={styles.group} aria-label={strings.changes.turn(prompt)}>
      <header className={styles.header}>
        <h3 className={styles.prompt} title={turn.prompt}>
          <VisibleText>{prompt}</VisibleText>
        </h3>
        <span className={styles.actions}>
          <IconButton
            size="small"
            label={strings.changes.acceptTurn}
            icon={<Check aria-hidden />}
            disabled={isAccepted}
            onClick={() => acceptChanges(conversationId, changeIdsOf(files), true)}
          />
          <IconButton
            size="small"
            label={strings.changes.revertTurn}
            icon={<Undo2 aria-hidden />}
            disabled={revertable.length === 0}
            onClick={() => void revertChanges(conversationId, changeIdsOf(revertable))}
          />
        </span>
      </header>
      <p className={styles.facts}>
        {totals.files === 0 && files.length > 0 ? strings.changes.allTakenBack : strings.counts.files(totals.files)}
        {totals.files > 0 && <LineCounts added={totals.added} removed={totals.removed} />}
        <time dateTime={new Date(turn.startedAt).toISOString()}>{startFormat.format(turn.startedAt)}</time>
      </p>
      <ChangedFileList conversationId={conversationId} files={files} label={strings.changes.filesChangedIn(prompt)} />
      {turn.notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}
        </p>
      ))}
    </section>
  );
}
