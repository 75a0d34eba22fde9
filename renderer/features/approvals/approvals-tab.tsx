import { useApprovals } from '../../state/approvals-store.ts';
import { ApprovalInbox } from './approval-inbox.tsx';
import styles from './approvals-tab.module.css';
import { RulesList } from './rules-list.tsx';

/** The inspector's Approvals tab: what waits for the person, and what they allowed for always. */
export function ApprovalsTab() {
  const approvals = useApprovals((state) => state.approvals);
  return (
    <div className={styles.tab}>
      <section className={styles.section} aria-label="Waiting for you">
        <h3 className={styles.title}>Waiting for you {approvals.length > 0 && <span className={styles.count}>{approvals.length}</span>}</h3>
        <ApprovalInbox approvals={approvals} />
      </section>
      <section className={styles.section} aria-label="Rules">
        <h3 className={styles.title}>Allowed for always</h3>
        <RulesList />
      </section>
    </div>
  );
}
