import { CircleCheck } from 'lucide-react';
import type { SalvageReport } from '#protocol/data.ts';
import type { ErrorInfo } from '#protocol/errors.ts';
import { Button } from '../../components/button.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
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
        <h1 className={styles.title}>{countWords(report.conversations, report.messages)} saved</h1>
        <p className={styles.text}>
          {report.newestMessageAt !== null && `The newest message is of ${whenWords(report.newestMessageAt)}. `}
          Nothing is replaced yet. If you go on, the damaged database is moved aside in the data folder and kept.
        </p>
      </header>
      {error !== null && <ErrorNotice error={error} layout="inline" />}
      <ConversationCounts label="Saved conversations" total={report.conversations} first={report.first} />
      <section className={styles.lost} aria-label="Lost">
        <h2 className={styles.wayTitle}>{report.lost.length === 0 ? 'Nothing is known to be lost' : 'Could not be saved'}</h2>
        <ul className={styles.lostList}>
          {report.lost.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      <footer className={styles.foot}>
        <Button disabled={busy} onClick={onBack}>
          Back
        </Button>
        <Button variant="primary" disabled={busy} onClick={onUse}>
          Use what was saved
        </Button>
      </footer>
    </div>
  );
}
