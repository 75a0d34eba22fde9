import { CircleCheck } from 'lucide-react';
import type { SalvageReport } from '#protocol/data.ts';
import type { ErrorInfo } from '#protocol/errors.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { strings } from '../../strings/strings.ts';
import { ConversationCounts } from '../data/conversation-counts.tsx';
import { countWords, whenWords } from '../data/data-words.ts';
import styles from './recovery.module.css';

type SalvageResultProps = {
  report: SalvageReport;
  busy: boolean;
  error: ErrorInfo | null;
  onUse: () => void;
  onBack: () => void;
};

/** What was saved and what was lost; nothing is replaced yet. */
export function SalvageResultView({ report, busy, error, onUse, onBack }: SalvageResultProps) {
  return (
    <div className={styles.column}>
      <header className={styles.head}>
        <CircleCheck className={styles.good} size={24} strokeWidth={1.5} aria-hidden />
        <h1 className={styles.title}>{strings.recovery.saved(countWords(report.conversations, report.messages))}</h1>
        <p className={styles.text}>
          {report.newestMessageAt !== null && strings.recovery.newestMessage(whenWords(report.newestMessageAt))}
          {strings.recovery.nothingReplaced}
        </p>
      </header>
      {error !== null && <ErrorNotice error={error} layout="inline" />}
      <ConversationCounts label={strings.recovery.savedConversations} total={report.conversations} first={report.first} />
      <section className={styles.lost} aria-label={strings.recovery.lost}>
        <h2 className={styles.wayTitle}>{report.lost.length === 0 ? strings.recovery.nothingLost : strings.recovery.notSaved}</h2>
        <ul className={styles.lostList}>
          {report.lost.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <footer className={styles.foot}>
        <Button disabled={busy} onClick={onBack}>
          {strings.recovery.back}
        </Button>
        <Button variant="primary" disabled={busy} onClick={onUse}>
          {strings.recovery.useSaved}
        </Button>
      </footer>
    </div>
  );
}
