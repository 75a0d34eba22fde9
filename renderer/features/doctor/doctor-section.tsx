import { CircleAlert, CircleCheck, CircleX, Copy, RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { DoctorCheck, DoctorReport } from '#protocol/doctor.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { reportErrors, showError } from '../../state/report-error.ts';
import { showInfo } from '../../state/toasts-store.ts';
import { openSettings } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import styles from './doctor-section.module.css';

const ICONS = { ok: CircleCheck, warning: CircleAlert, failed: CircleX };
const WORDS: Record<DoctorCheck['status'], string> = {
  ok: strings.doctor.ok,
  warning: strings.doctor.limited,
  failed: strings.doctor.failed,
};
const SETTINGS_WORDS = { account: strings.doctor.openAccount, data: strings.doctor.openData, network: strings.doctor.openNetwork };

const copy = (text: string, said: string) => reportErrors(invoke('desktop.copyText', { text }).then(() => showInfo(said)));

/** What the app needs, whether it is there, and what helps where it is not. */
export function DoctorSection() {
  const [report, setReport] = useState<DoctorReport | null>(null);
  const run = () => {
    setReport(null);
    invoke('doctor.run').then(setReport, showError);
  };
  useEffect(run, []);

  if (report === null) return <Spinner>{strings.doctor.checking}</Spinner>;
  return (
    <>
      <ul className={styles.checks}>
        {report.checks.map((check) => (
          <CheckLine key={check.id} check={check} />
        ))}
      </ul>
      <div className={styles.actions}>
        <Button icon={<RefreshCw aria-hidden />} onClick={run}>
          {strings.doctor.runAgain}
        </Button>
        <Button
          icon={<Copy aria-hidden />}
          onClick={() => reportErrors(invoke('doctor.copy').then(() => showInfo(strings.doctor.reportCopied)))}
        >
          {strings.doctor.copyReport}
        </Button>
      </div>
    </>
  );
}

function CheckLine({ check }: { check: DoctorCheck }) {
  const { name, status, result, reason, fix } = check;
  const Icon = ICONS[status];
  return (
    <li className={styles.check} data-status={status}>
      <Icon className={styles.icon} size={16} strokeWidth={1.5} aria-hidden />
      <div className={styles.words}>
        <div className={styles.head}>
          <span className={styles.name}>{name}</span>
          <span className={styles.status}>{WORDS[status]}</span>
        </div>
        <div data-selectable>{result}</div>
        {reason !== undefined && <div className={styles.quiet}>{reason}</div>}
        {fix !== undefined && <div className={styles.quiet}>{fix.text}</div>}
        {fix?.command !== undefined && <code className={styles.command}>{fix.command}</code>}
      </div>
      {fix?.settings !== undefined && (
        <Button size="small" onClick={() => openSettings(fix.settings)}>
          {SETTINGS_WORDS[fix.settings]}
        </Button>
      )}
      {fix?.command !== undefined && (
        <Button size="small" onClick={() => copy(fix.command ?? '', strings.doctor.commandCopied)}>
          {strings.doctor.copyCommand}
        </Button>
      )}
    </li>
  );
}
