import { ChevronDown } from 'lucide-react';
import type { ApprovalDecision } from '#protocol/conversation.ts';
import type { OpenApproval } from '#protocol/ipc.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { DropdownMenu, type MenuEntry } from '../../components/menu.tsx';
import { Tooltip } from '../../components/tooltip.tsx';
import { strings } from '../../strings/strings.ts';
import styles from './approval-card.module.css';
import { canAllowAlwaysHere } from './approval-card.tsx';
import { ruleWords } from './rule-words.ts';

type ApprovalAnswersProps = {
  approval: OpenApproval;
  isAnswering: boolean;
  onAnswer: (decision: ApprovalDecision) => void;
  /** Null where it can't be changed. */
  onEdit: (() => void) | null;
  onDenyWithReason: () => void;
};

/** The answers, from the one meant most often to the rarest. */
export function ApprovalAnswers({ approval, isAnswering, onAnswer, onEdit, onDenyWithReason }: ApprovalAnswersProps) {
  return (
    <div className={styles.answers}>
      <Button variant="primary" disabled={isAnswering} onClick={() => onAnswer('allow-once')}>
        {strings.shortcuts.allowOnce} <Kbd shortcut="a" />
      </Button>
      {canAllowAlwaysHere(approval) && <AlwaysAllow approval={approval} isAnswering={isAnswering} onAnswer={onAnswer} />}
      {onEdit !== null && (
        <Button disabled={isAnswering} onClick={onEdit}>
          {strings.common.edit} <Kbd shortcut="e" />
        </Button>
      )}
      <span className={styles.denials}>
        <Button disabled={isAnswering} onClick={() => onAnswer('deny')}>
          {strings.shortcuts.deny} <Kbd shortcut="d" />
        </Button>
        <Button variant="ghost" disabled={isAnswering} aria-label={strings.approvals.denyAndSayWhy} onClick={onDenyWithReason}>
          <span className={styles.longWords}>{strings.approvals.denyAndSayWhy}</span>
          <span className={styles.shortWords}>{strings.approvals.sayWhy}</span>
        </Button>
      </span>
    </div>
  );
}

/** Says before it is pressed what will be allowed from then on. */
function AlwaysAllow({ approval, isAnswering, onAnswer }: Pick<ApprovalAnswersProps, 'approval' | 'isAnswering' | 'onAnswer'>) {
  const here = wordsForConversation(approval);
  const entries: MenuEntry[] = [
    { type: 'item', label: strings.approvals.alwaysInConversation, description: here, onSelect: () => onAnswer('allow-session') },
    ...(approval.ruleScope === undefined
      ? []
      : [
          {
            type: 'item' as const,
            label: strings.approvals.alwaysInProject,
            description: strings.approvals.inProjectUntilRevoked(ruleWords(approval.ruleScope)),
            onSelect: () => onAnswer('allow-always'),
          },
        ]),
  ];
  return (
    <span className={styles.always}>
      <Tooltip content={here} side="top">
        <Button disabled={isAnswering} onClick={() => onAnswer('allow-session')}>
          {strings.approvals.alwaysHere} <Kbd shortcut="shift+a" />
        </Button>
      </Tooltip>
      <DropdownMenu
        align="end"
        side="top"
        trigger={
          <IconButton
            label={strings.approvals.furtherWays}
            tooltip={strings.approvals.howFar}
            tooltipSide="top"
            disabled={isAnswering}
            icon={<ChevronDown size={16} strokeWidth={1.5} aria-hidden />}
          />
        }
        entries={entries}
      />
    </span>
  );
}

/** What "always in this conversation" allows. */
export function wordsForConversation({ detail, ruleScope }: OpenApproval): string {
  if (detail.type === 'edit') return strings.approvals.allEditsHere;
  return ruleScope === undefined ? '' : strings.approvals.inConversationUntilRevoked(ruleWords(ruleScope));
}
