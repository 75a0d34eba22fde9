import { type KeyboardEvent, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { strings } from '../../strings/strings.ts';
import { AutoGrowTextArea } from '../composer/auto-grow-text-area.tsx';
import { composerKeyAction } from '../composer/composer-keys.ts';
import styles from './approval-card.module.css';

type DenyReasonProps = { isAnswering: boolean; onCancel: () => void; onDeny: (reason: string | undefined) => void };

/** Denying with a word to the agent about what to do instead. */
export function DenyReason({ isAnswering, onCancel, onDeny }: DenyReasonProps) {
  const [reason, setReason] = useState('');
  const deny = () => onDeny(reason.trim() === '' ? undefined : reason.trim());
  const onKeyDown = (event: KeyboardEvent) => {
    const action = composerKeyAction(event.nativeEvent);
    if (action === 'send') {
      event.preventDefault();
      deny();
    } else if (action === 'escape') {
      event.preventDefault();
      event.stopPropagation();
      onCancel();
    }
  };
  return (
    <div className={styles.denying}>
      <div className={styles.reasonField}>
        <AutoGrowTextArea
          autoFocus
          aria-label={strings.approvals.whyDenied}
          placeholder={strings.approvals.insteadDo}
          value={reason}
          maxHeight="120px"
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <Button disabled={isAnswering} onClick={onCancel}>
        {strings.recovery.back}
      </Button>
      <Button disabled={isAnswering} onClick={deny}>
        {strings.shortcuts.deny}
      </Button>
    </div>
  );
}
