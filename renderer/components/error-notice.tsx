import { ChevronRight, CircleAlert, Copy } from 'lucide-react';
import { useId, useState } from 'react';
import type { ErrorAction, ErrorInfo } from '#protocol/errors.ts';
import { strings } from '../strings/strings.ts';
import { Button } from './button.tsx';
import { classNames } from './class-names.ts';
import styles from './error-notice.module.css';
import { useCountdown } from './use-countdown.ts';

const ACTION_WORDS: Record<ErrorAction, string> = {
  retry: strings.common.tryAgain,
  'wait-and-retry': strings.common.tryAgain,
  'open-settings': strings.common.openSettings,
  'choose-model': strings.common.chooseModel,
  'choose-folder': strings.common.chooseFolder,
  'new-conversation': strings.common.newConversation,
  'make-room': strings.common.makeRoom,
  'show-log': strings.common.showLog,
  'open-recovery': strings.common.openRecovery,
};

type ErrorNoticeProps = {
  error: ErrorInfo;
  /** Does what the error's action names. Left out: the notice has no button. */
  onAction?: (action: ErrorAction) => void;
  onCopyDetails?: (details: string) => void;
  /** `inline` stands in a form or list; `card` in a page or thread. */
  layout?: 'inline' | 'card';
  /** Epoch time at which the error happened, so that a countdown goes on rightly when it is shown again. */
  occurredAt?: number;
};

/** A failure: a plain sentence, the way out as a button, and the technical text folded. */
export function ErrorNotice({ error, onAction, onCopyDetails, layout = 'card', occurredAt }: ErrorNoticeProps) {
  const [detailsShown, setDetailsShown] = useState(false);
  const [mountedAt] = useState(Date.now);
  const detailsId = useId();
  const secondsLeft = useCountdown(error.retryAfterMs === undefined ? null : (occurredAt ?? mountedAt) + error.retryAfterMs);
  const waits = secondsLeft > 0;
  return (
    <div className={classNames(styles.notice, styles[layout])} role="alert">
      <CircleAlert className={styles.icon} size={16} strokeWidth={1.5} aria-hidden />
      <div className={styles.body}>
        <p className={styles.message} data-selectable>
          {strings.fromElsewhere.sentence(error.message)}
        </p>
        <div className={styles.actions}>
          {error.action !== undefined && onAction !== undefined && (
            <Button size="small" disabled={waits} onClick={() => error.action !== undefined && onAction(error.action)}>
              {waits ? strings.common.waitSeconds(secondsLeft) : ACTION_WORDS[error.action]}
            </Button>
          )}
          {error.details !== undefined && (
            <Button
              size="small"
              variant="ghost"
              className={styles.toggle}
              aria-expanded={detailsShown}
              aria-controls={detailsId}
              icon={<ChevronRight className={styles.chevron} aria-hidden />}
              onClick={() => setDetailsShown(!detailsShown)}
            >
              {strings.common.details}
            </Button>
          )}
        </div>
        {error.details !== undefined && detailsShown && (
          <div id={detailsId} className={styles.details}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
            <pre className={styles.text} data-selectable tabIndex={0}>
              {`${error.code}\n${error.details}`}
            </pre>
            {onCopyDetails !== undefined && (
              <Button
                size="small"
                variant="ghost"
                icon={<Copy aria-hidden />}
                onClick={() => onCopyDetails(`${error.message}\n${error.code}\n${error.details ?? ''}`)}
              >
                {strings.common.copyDetails}
              </Button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
