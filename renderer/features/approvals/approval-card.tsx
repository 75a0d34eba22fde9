import { type KeyboardEvent, type ReactNode, useEffect, useId, useState } from 'react';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import type { InvokeRequest, OpenApproval } from '#protocol/ipc.ts';
import { invoke } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { focusMessageFieldIfLost } from '../../state/focus.ts';
import { strings } from '../../strings/strings.ts';
import { InlineCodeText } from '../thread/inline-code-text.tsx';
import { ToolIcon } from '../thread/tool-icons.tsx';
import { ApprovalAnswers } from './approval-answers.tsx';
import styles from './approval-card.module.css';
import { ApprovalDetailView } from './approval-detail.tsx';
import { ApprovalEditor } from './approval-editor.tsx';
import { approvalKeyAction } from './approval-keys.ts';
import { DenyReason } from './deny-reason.tsx';
import { useArmed } from './use-armed.ts';

/** What the person says to it. */
export type ApprovalAnswer = Omit<InvokeRequest<'approvals.answer'>, 'conversationId' | 'approvalId'>;

type ApprovalCardProps = {
  approval: OpenApproval;
  /** Whose question it is, where that is not plain from its place. */
  origin?: ReactNode;
};

/**
 * What needs the person: verb and object in one line, exactly what would happen, why it asks, and the answers. The focus is never moved
 * here by itself, so a key meant for something else can't answer.
 */
export function ApprovalCard({ approval, origin }: ApprovalCardProps) {
  const titleId = useId();
  const armed = useArmed();
  const [isSent, setIsSent] = useState(false);
  const [mode, setMode] = useState<'choosing' | 'denying' | 'editing'>('choosing');
  const [error, setError] = useState<ErrorInfo | null>(null);
  const isAnswering = isSent || !armed.isArmed;
  // Who answered by keyboard goes on writing; on a card that is gone the next keys would do nothing.
  useEffect(() => focusMessageFieldIfLost, []);

  const answer = async (given: ApprovalAnswer) => {
    if (isAnswering) return;
    setIsSent(true);
    setError(null);
    try {
      await invoke('approvals.answer', { conversationId: approval.conversationId, approvalId: approval.approvalId, ...given });
    } catch (failure) {
      setError(toErrorInfo(failure));
      setIsSent(false);
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement || mode !== 'choosing') return;
    const action = approvalKeyAction(event.nativeEvent, {
      canAllowAlways: canAllowAlwaysHere(approval),
      canEdit: isEditable(approval),
    });
    if (action === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (!armed.areKeysArmed) return;
    if (action === 'edit') setMode('editing');
    else void answer({ decision: action });
  };
  return (
    <section
      className={styles.card}
      aria-labelledby={titleId}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the card takes the focus so that its keys work.
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={armed.onFocus}
      data-approval-card
      data-keys-armed={armed.areKeysArmed}
    >
      {origin}
      <header className={styles.header}>
        <span className={styles.icon}>
          <ToolIcon kind={approval.kind} />
        </span>
        <h3 id={titleId} className={styles.title}>
          <InlineCodeText text={strings.fromElsewhere.toolTitle(approval.title)} />
        </h3>
        <span className={styles.needsYou}>
          <span className={styles.dot} aria-hidden />
          {strings.states.needsYou}
        </span>
      </header>
      {mode === 'editing' ? (
        <ApprovalEditor
          approval={approval}
          isAnswering={isAnswering}
          onCancel={() => setMode('choosing')}
          onAllow={(given) => void answer(given)}
        />
      ) : (
        <div className={styles.detail}>
          <ApprovalDetailView detail={approval.detail} />
        </div>
      )}
      {approval.reason !== undefined && (
        <p className={styles.reason}>
          <InlineCodeText text={strings.fromElsewhere.sentence(approval.reason)} />
        </p>
      )}
      {error !== null && <ErrorNotice layout="inline" error={error} />}
      {mode === 'denying' && (
        <DenyReason
          isAnswering={isAnswering}
          onCancel={() => setMode('choosing')}
          onDeny={(reason) => void answer({ decision: 'deny', ...(reason !== undefined && { reason }) })}
        />
      )}
      {mode === 'choosing' && (
        <ApprovalAnswers
          approval={approval}
          isAnswering={isAnswering}
          onAnswer={(decision) => void answer({ decision })}
          onEdit={isEditable(approval) ? () => setMode('editing') : null}
          onDenyWithReason={() => setMode('denying')}
        />
      )}
    </section>
  );
}

/** Only what can be written anew in a field. */
function isEditable({ detail }: OpenApproval): boolean {
  return detail.type === 'edit' || detail.type === 'command';
}

/** Edits can be allowed for the whole conversation whatever file they are about: that is a mode of the agent. */
export function canAllowAlwaysHere({ canAllowAlways, ruleScope, detail }: OpenApproval): boolean {
  return canAllowAlways && (ruleScope !== undefined || detail.type === 'edit');
}
