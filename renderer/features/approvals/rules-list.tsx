import { ShieldCheck } from 'lucide-react';
import { useEffect } from 'react';
import type { ApprovalRule } from '#protocol/approval-rules.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { shortPath, useAppInfo } from '../../state/app-info-store.ts';
import { loadApprovalRules, revokeRule, useApprovalRules } from '../../state/approval-rules-store.ts';
import { fullTimeLabel, shortTimeLabel } from '../../state/local-day.ts';
import { strings } from '../../strings/strings.ts';
import { VisibleText } from '../markdown/visible-text.tsx';
import { ruleWords } from './rule-words.ts';
import styles from './rules-list.module.css';

/** What was allowed for always, by project: since when, how often it was used, and the way to take it back. */
export function RulesList() {
  const rules = useApprovalRules((state) => state.rules);
  const error = useApprovalRules((state) => state.error);
  const homeFolder = useAppInfo((state) => state.info?.homeFolder);
  useEffect(() => void loadApprovalRules(), []);
  if (error !== null)
    return <ErrorNotice layout="inline" error={{ ...error, action: 'retry' }} onAction={() => void loadApprovalRules()} />;
  if (rules === null) return null;
  if (rules.length === 0) {
    return (
      <EmptyState size="small" icon={<ShieldCheck aria-hidden />} title={strings.approvals.nothingAllowed}>
        {strings.approvals.nothingAllowedHint}
      </EmptyState>
    );
  }
  return (
    <div className={styles.projects}>
      {[...Map.groupBy(rules, ({ projectFolder }) => projectFolder)].map(([folder, members]) => (
        <section key={folder} aria-label={folder}>
          <h4 className={styles.project}>
            <VisibleText>{shortPath(folder, homeFolder)}</VisibleText>
          </h4>
          <ul className={styles.rules}>
            {members.map((rule) => (
              <RuleRow key={rule.id} rule={rule} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function RuleRow({ rule }: { rule: ApprovalRule }) {
  const words = ruleWords(rule.scope);
  const now = Date.now();
  return (
    <li className={styles.rule}>
      <div className={styles.words}>
        <p className={styles.scope} data-selectable>
          {words}
        </p>
        <p className={styles.facts}>
          <span>
            {rule.conversation === null
              ? strings.approvals.wholeProject
              : strings.approvals.onlyIn(<VisibleText>{rule.conversation.title}</VisibleText>)}
          </span>
          <span title={fullTimeLabel(rule.createdAt)}>{strings.approvals.since(shortTimeLabel(rule.createdAt, now))}</span>
          <span>
            {rule.lastUsedAt === null
              ? strings.approvals.neverUsed
              : strings.approvals.used(rule.uses, shortTimeLabel(rule.lastUsedAt, now))}
          </span>
        </p>
      </div>
      <Button size="small" aria-label={strings.approvals.revokeRule(words)} onClick={() => void revokeRule(rule.id, words)}>
        {strings.approvals.revoke}
      </Button>
    </li>
  );
}
