import type { OpenApproval } from '#protocol/ipc.ts';
import styles from './approval-card.module.css';
import { ApprovalCard } from './approval-card.tsx';

/** The open approvals of a conversation, above its composer, so that they stay in view wherever one reads. */
export function ApprovalDock({ approvals }: { approvals: readonly OpenApproval[] }) {
  const [first, ...others] = approvals;
  return (
    <section className={styles.dock} aria-label="Approvals" aria-live="polite" hidden={first === undefined}>
      {first !== undefined && <ApprovalCard key={first.approvalId} approval={first} />}
      {others.length > 0 && (
        <p className={styles.more}>
          {others.length} more {others.length === 1 ? 'waits' : 'wait'} after this one
        </p>
      )}
    </section>
  );
}
