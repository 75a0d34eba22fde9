import { ChevronDown } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import type { ApprovalDecision } from '#protocol/conversation.ts';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import type { OpenApproval } from '#protocol/ipc.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { Kbd } from '../../components/kbd.tsx';
import { DropdownMenu } from '../../components/menu.tsx';
import { focusMessageFieldIfLost } from '../../state/focus.ts';
import { InlineCodeText } from '../thread/inline-code-text.tsx';
import { ToolIcon } from '../thread/tool-icons.tsx';
import styles from './approval-card.module.css';
import { ApprovalDetailView } from './approval-detail.tsx';
import { approvalKeyAction } from './approval-keys.ts';
import { DenyReason } from './deny-reason.tsx';

/** A card takes no answer before this: the second click of a double click on the card before it must not answer this one unread. */
const ARMED_AFTER_MS = 500;

/**
 * What needs the person: verb and object in one line, exactly what would happen, why it asks, and the answers. The focus is never moved
 * here by itself, so a key meant for something else can't answer.
 */
export function ApprovalCard({ approval }: { approval: OpenApproval }) {
  const titleId = useId();
  const [isArmed, setIsArmed] = useState(false);
  const [isSent, setIsSent] = useState(false);
  const [isDenying, setIsDenying] = useState(false);
  const [error, setError] = useState<ErrorInfo | null>(null);

  const isAnswering = isSent || !isArmed;
  useEffect(() => {
    const timer = setTimeout(() => setIsArmed(true), ARMED_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  // Who answered by keyboard goes on writing; on a card that is gone the next keys would do nothing.
  useEffect(() => focusMessageFieldIfLost, []);

  const answer = async (decision: ApprovalDecision, reason?: string) => {
    if (isAnswering) return;
    setIsSent(true);
    setError(null);
    try {
      await invoke('approvals.answer', {
        conversationId: approval.conversationId,
        approvalId: approval.approvalId,
        decision,
        ...(reason !== undefined && { reason }),
      });
    } catch (failure) {
      setError(toErrorInfo(failure));
      setIsSent(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) return;
    const decision = approvalKeyAction(event.nativeEvent, approval.canAllowAlways);
    if (decision === null) return;
    event.preventDefault();
    event.stopPropagation();
    void answer(decision);
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the card takes the focus so that its keys work.
    <section className={styles.card} aria-labelledby={titleId} tabIndex={0} onKeyDown={onKeyDown} data-approval-card>
      <header className={styles.header}>
        <span className={styles.icon}>
          <ToolIcon kind={approval.kind} />
        </span>
        <h3 id={titleId} className={styles.title}>
          <InlineCodeText text={approval.title} />
        </h3>
        <span className={styles.needsYou}>
          <span className={styles.dot} aria-hidden />
          Needs you
        </span>
      </header>
      <div className={styles.detail}>
        <ApprovalDetailView detail={approval.detail} />
      </div>
      {approval.reason !== undefined && (
        <p className={styles.reason}>
          <InlineCodeText text={approval.reason} />
        </p>
      )}
      {error !== null && <ErrorNotice layout="inline" error={error} />}
      {isDenying ? (
        <DenyReason isAnswering={isAnswering} onCancel={() => setIsDenying(false)} onDeny={(reason) => void answer('deny', reason)} />
      ) : (
        <div className={styles.answers}>
          <Button variant="primary" disabled={isAnswering} onClick={() => void answer('allow-once')}>
            Allow once <Kbd shortcut="a" />
          </Button>
          {approval.canAllowAlways && <AlwaysAllow isAnswering={isAnswering} onAnswer={(decision) => void answer(decision)} />}
          <span className={styles.space} />
          <Button disabled={isAnswering} onClick={() => void answer('deny')}>
            Deny <Kbd shortcut="d" />
          </Button>
          <Button variant="ghost" disabled={isAnswering} onClick={() => setIsDenying(true)}>
            Deny and say why
          </Button>
        </div>
      )}
    </section>
  );
}

function AlwaysAllow({ isAnswering, onAnswer }: { isAnswering: boolean; onAnswer: (decision: ApprovalDecision) => void }) {
  return (
    <span className={styles.always}>
      <Button disabled={isAnswering} onClick={() => onAnswer('allow-session')}>
        Always in this conversation <Kbd shortcut="shift+a" />
      </Button>
      <DropdownMenu
        align="end"
        side="top"
        trigger={
          <IconButton label="Further ways to allow" disabled={isAnswering} icon={<ChevronDown size={16} strokeWidth={1.5} aria-hidden />} />
        }
        entries={[
          {
            type: 'item',
            label: 'Always in this conversation',
            description: 'Until its agent ends',
            onSelect: () => onAnswer('allow-session'),
          },
          {
            type: 'item',
            label: 'Always in this project',
            description: 'Remembered for later conversations',
            onSelect: () => onAnswer('allow-always'),
          },
        ]}
      />
    </span>
  );
}
