import { Ban, CircleAlert, CircleCheck, LoaderCircle, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Job } from '#protocol/data.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { cancelJob, dismissJob, runAsJob } from '../../state/jobs-store.ts';
import { reportErrors } from '../../state/report-error.ts';
import { strings } from '../../strings/strings.ts';
import { undoImport } from '../data/undo-import.ts';
import styles from './job-card.module.css';
import { cardDurationMs, jobDetail, jobList, jobTitle } from './job-words.ts';

/** One long piece of work: how far it is while it runs, then how it ended and what can be done about it. */
export function JobCard({ job }: { job: Job }) {
  const { id, state, progress } = job;
  const [isHeld, setIsHeld] = useState(false);
  const durationMs = cardDurationMs(job);
  useEffect(() => {
    if (durationMs === null || isHeld) return;
    const timer = setTimeout(() => dismissJob(id), durationMs);
    return () => clearTimeout(timer);
  }, [durationMs, isHeld, id]);

  const title = jobTitle(job);
  const detail = jobDetail(job);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only holds the time still, nothing to operate.
    <div
      className={styles.card}
      data-state={state}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <div className={styles.head}>
        <StateIcon state={state} />
        <span className={styles.title}>{title}</span>
        {state === 'running' ? (
          job.canCancel && (
            <Button size="small" variant="ghost" onClick={() => cancelJob(id)}>
              {strings.common.cancel}
            </Button>
          )
        ) : (
          <IconButton
            size="small"
            label={strings.common.dismiss}
            tooltipSide="top"
            icon={<X aria-hidden />}
            onClick={() => dismissJob(id)}
          />
        )}
      </div>
      {state === 'running' && progress !== null && progress.total > 0 && (
        <ProgressBar className={styles.progress} label={title} progress={progress} />
      )}
      {detail !== '' && <p className={styles.detail}>{detail}</p>}
      <Skipped lines={jobList(job)} />
      <CardActions job={job} />
    </div>
  );
}

function StateIcon({ state }: { state: Job['state'] }) {
  const icon = { className: styles.icon, size: 16, strokeWidth: 1.5, 'aria-hidden': true } as const;
  if (state === 'running') return <LoaderCircle {...icon} />;
  if (state === 'done') return <CircleCheck {...icon} />;
  return state === 'failed' ? <CircleAlert {...icon} /> : <Ban {...icon} />;
}

function Skipped({ lines }: { lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <details className={styles.details}>
      <summary>{strings.common.details}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
      <ul className={styles.list} tabIndex={0}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}

function CardActions({ job: { id, outcome } }: { job: Job }) {
  if (outcome === null) return null;
  if (outcome.kind === 'export') {
    return <Action words={strings.jobs.showFile} run={() => reportErrors(invoke('data.showExport', { id }))} />;
  }
  if (outcome.kind === 'import' && outcome.conversations > 0) {
    return (
      <Action
        words={strings.data.undoImport}
        run={() => {
          undoImport(outcome.importId);
          dismissJob(id);
        }}
      />
    );
  }
  if (outcome.kind === 'restore' && outcome.undoName !== null) {
    const { undoName } = outcome;
    return <Action words={strings.common.undo} run={() => runAsJob(invoke('data.restore', { name: undoName }))} />;
  }
  if (outcome.kind === 'check' && !outcome.ok) {
    return <Action words={strings.common.openRecovery} run={() => reportErrors(invoke('data.openRecovery'))} />;
  }
  return null;
}

function Action({ words, run }: { words: string; run: () => void }) {
  return (
    <div className={styles.actions}>
      <Button size="small" onClick={run}>
        {words}
      </Button>
    </div>
  );
}
