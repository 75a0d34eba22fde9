import { useApprovals } from '../../state/approvals-store.ts';
import { strings } from '../../strings/strings.ts';
import { ApprovalInbox } from './approval-inbox.tsx';
import styles from './approvals-tab.module.css';
import { RulesList } from './rules-list.tsx';

/** The inspector's Approvals tab: what waits for the person, and what they allowed for always. */
export function ApprovalsTab() {
  const approvals = useApprovals((state) => state.approvals);
  return (
    <div className={styles.tab}>
      <section className={styles.section} aria-label={strings.approvals.waitingForYou}>
        <h3 className={styles.title}>
          {strings.approvals.waitingForYou} {approvals.length > 0 && <span className={styles.count}>{approvals.length}</span>}
        </h3>
        <ApprovalInbox approvals={approvals} />
      </section>
      <section className={styles.section} aria-label={strings.approvals.rules}>
        <h3 className={styles.title}>{strings.approvals.allowedForAlways}</h3>
        <RulesList />
      </section>
    </div>
  );
}
