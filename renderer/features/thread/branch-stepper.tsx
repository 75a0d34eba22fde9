import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { Message } from '#protocol/conversation.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { strings } from '../../strings/strings.ts';
import { useChatActions } from './chat-actions.tsx';
import styles from './message.module.css';

/** Steps between the versions of a message: ‹ 2/3 ›. Nothing where there is one only. */
export function BranchStepper({ message }: { message: Message }) {
  const { selectBranch } = useChatActions();
  const { siblingIds } = message;
  if (siblingIds.length < 2) return null;
  const position = siblingIds.indexOf(message.id);
  const before = siblingIds[position - 1];
  const after = siblingIds[position + 1];
  return (
    <span className={styles.branches}>
      <IconButton
        size="small"
        label={strings.thread.previousVersion}
        icon={<ChevronLeft size={16} strokeWidth={1.5} aria-hidden />}
        disabled={before === undefined}
        onClick={() => before !== undefined && selectBranch(before)}
      />
      <span className={styles.branchPosition}>
        {position + 1}/{siblingIds.length}
      </span>
      <IconButton
        size="small"
        label={strings.thread.nextVersion}
        icon={<ChevronRight size={16} strokeWidth={1.5} aria-hidden />}
        disabled={after === undefined}
        onClick={() => after !== undefined && selectBranch(after)}
      />
    </span>
  );
}
