import { useEffect, useRef } from 'react';
import type { OpenApproval } from '#protocol/ipc.ts';
import { useApprovalFocus } from '../../state/approval-focus.ts';
import { strings } from '../../strings/strings.ts';
import styles from './approval-card.module.css';
import { ApprovalCard } from './approval-card.tsx';

/** The open approvals of a conversation, above its composer, so that they stay in view wherever one reads. */
export function ApprovalDock({ conversationId, approvals }: { conversationId: string; approvals: readonly OpenApproval[] }) {
  const [first, ...others] = approvals;
  const dock = useRef<HTMLElement>(null);
  const isWished = useApprovalFocus((state) => state.conversationId === conversationId);
  const hasCard = first !== undefined;
  useEffect(() => {
    if (!isWished || !hasCard) return;
    // After the composer, which takes the focus of a conversation that is opened.
    const frame = requestAnimationFrame(() => {
      if (useApprovalFocus.getState().take(conversationId)) dock.current?.querySelector<HTMLElement>('[data-approval-card]')?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [isWished, hasCard, conversationId]);
  return (
    <section ref={dock} className={styles.dock} aria-label={strings.approvals.title} aria-live="polite" hidden={first === undefined}>
      {first !== undefined && <ApprovalCard key={first.approvalId} approval={first} />}
      {others.length > 0 && <p className={styles.more}>{strings.approvals.moreWait(others.length)}</p>}
    </section>
  );
}
