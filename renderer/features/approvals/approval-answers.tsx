import { ChevronDown } from 'lucide-react';
import type { ApprovalDecision } from '#protocol/conversation.ts';
import type { OpenApproval } from '#protocol/ipc.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { DropdownMenu, type MenuEntry } from '../../components/menu.tsx';
import { Tooltip } from '../../components/tooltip.tsx';
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
        Allow once <Kbd shortcut="a" />
      </Button>
      {canAllowAlwaysHere(approval) && <AlwaysAllow approval={approval} isAnswering={isAnswering} onAnswer={onAnswer} />}
      {onEdit !== null && (
        <Button disabled={isAnswering} onClick={onEdit}>
          Edit <Kbd shortcut="e" />
        </Button>
      )}
      <span className={styles.space} />
      <Button disabled={isAnswering} onClick={() => onAnswer('deny')}>
        Deny <Kbd shortcut="d" />
      </Button>
      <Button variant="ghost" disabled={isAnswering} onClick={onDenyWithReason}>
        Deny and say why
      </Button>
    </div>
  );
}

/** Says before it is pressed what will be allowed from then on. */
function AlwaysAllow({ approval, isAnswering, onAnswer }: Pick<ApprovalAnswersProps, 'approval' | 'isAnswering' | 'onAnswer'>) {
  const here = wordsForConversation(approval);
  const entries: MenuEntry[] = [
    { type: 'item', label: 'Always in this conversation', description: here, onSelect: () => onAnswer('allow-session') },
    ...(approval.ruleScope === undefined
      ? []
      : [
          {
            type: 'item' as const,
            label: 'Always in this project',
            description: `${ruleWords(approval.ruleScope)}. In every conversation of this project, until you revoke it.`,
            onSelect: () => onAnswer('allow-always'),
          },
        ]),
  ];
  return (
    <span className={styles.always}>
      <Tooltip content={here} side="top">
        <Button disabled={isAnswering} onClick={() => onAnswer('allow-session')}>
          Always here <Kbd shortcut="shift+a" />
        </Button>
      </Tooltip>
      <DropdownMenu
        align="end"
        side="top"
        trigger={
          <IconButton
            label="Further ways to allow"
            tooltip="How far “always” reaches"
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
  if (detail.type === 'edit') return 'All further edits in this conversation, of any file: it changes to “Edit freely”.';
  return ruleScope === undefined ? '' : `${ruleWords(ruleScope)}. In this conversation only, until you revoke it.`;
}
