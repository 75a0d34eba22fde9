import { FileDiff } from 'lucide-react';
import { showInspector } from '../../state/inspector.ts';
import { strings } from '../../strings/strings.ts';
import { filesOfTurn, totalsOf } from './changes-model.ts';
import { useChanges } from './changes-store.ts';
import { LineCounts } from './line-counts.tsx';
import styles from './turn-changes-line.module.css';

/** At the end of a turn that changed files: how many, and the way to them. */
export function TurnChangesLine({ conversationId, messageId }: { conversationId: string; messageId: string }) {
  const { changes } = useChanges(conversationId);
  const turn = changes?.turns.find((candidate) => candidate.messageId === messageId);
  if (turn === undefined || turn.files.length === 0) return null;
  const { files, added, removed } = totalsOf(filesOfTurn(turn));
  return (
    <button type="button" className={styles.line} onClick={() => showInspector('changes')}>
      <FileDiff size={16} strokeWidth={1.5} aria-hidden />
      {files === 0 ? strings.changes.allChangesTakenBack : strings.changes.filesChanged(files)}
      {files > 0 && <LineCounts added={added} removed={removed} />}
    </button>
  );
}
