import { ArrowRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import type { OpenApproval } from '#protocol/ipc.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Tooltip } from '../../components/tooltip.tsx';
import { folderName } from '../../state/app-info-store.ts';
import { answerIn } from '../../state/approval-focus.ts';
import { useConversation } from '../../state/conversations-store.ts';
import { strings } from '../../strings/strings.ts';
import { VisibleText } from '../markdown/visible-text.tsx';
import { formatElapsed } from '../thread/duration-words.ts';
import { useNow } from '../thread/use-now.ts';
import { ApprovalCard } from './approval-card.tsx';
import styles from './approval-inbox.module.css';

/** Everything that waits for the person, of all conversations, the oldest first, to be answered here with the same card and keys. */
export function ApprovalInbox({ approvals }: { approvals: readonly OpenApproval[] }) {
  const list = useRef<HTMLUListElement>(null);
  const focusedIndex = useRef<number | null>(null);
  const cards = () => [...(list.current?.querySelectorAll<HTMLElement>('[data-approval-card]') ?? [])];

  // Who answers by keyboard goes on with the one that took its place; its keys wait a moment, see use-armed.ts.
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at when the list has changed.
  useEffect(() => {
    const index = focusedIndex.current;
    if (index === null || document.activeElement !== document.body) return;
    const remaining = cards();
    remaining[Math.min(index, remaining.length - 1)]?.focus();
  }, [approvals]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = ({ ArrowDown: 1, ArrowUp: -1 } as const)[event.key];
    const all = cards();
    const index = all.indexOf(event.target as HTMLElement);
    if (step === undefined || index === -1) return;
    event.preventDefault();
    all[index + step]?.focus();
  };

  if (approvals.length === 0) {
    return (
      <EmptyState size="small" title={strings.approvals.nothingNeedsYou}>
        {strings.approvals.nothingNeedsYouHint}
      </EmptyState>
    );
  }
  return (
    <ul
      ref={list}
      className={styles.list}
      aria-label={strings.approvals.waitingForYou}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const index = cards().findIndex((card) => card.contains(event.target));
        focusedIndex.current = index === -1 ? null : index;
      }}
    >
      {approvals.map((approval) => (
        <li key={`${approval.conversationId} ${approval.approvalId}`}>
          <ApprovalCard approval={approval} origin={<Origin approval={approval} />} />
        </li>
      ))}
    </ul>
  );
}

function Origin({ approval: { conversationId, createdAt } }: { approval: OpenApproval }) {
  const conversation = useConversation(conversationId);
  const waitedMs = useNow(true) - createdAt;
  const folder = conversation?.projectFolder ?? null;
  return (
    <p className={styles.origin}>
      <Tooltip content={strings.approvals.showConversation}>
        <button type="button" className={styles.conversation} onClick={() => answerIn(conversationId)}>
          <span className={styles.title}>
            <VisibleText>{conversation?.title ?? strings.approvals.conversation}</VisibleText>
          </span>
          <ArrowRight size={14} strokeWidth={1.5} aria-hidden />
        </button>
      </Tooltip>
      {folder !== null && (
        <span className={styles.folder}>
          <VisibleText>{folderName(folder)}</VisibleText>
        </span>
      )}
      <span className={styles.waited}>{formatElapsed(waitedMs)}</span>
    </p>
  );
}
