import { useEffect, useState } from 'react';
import type { RecoveryState } from '#protocol/data.ts';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import { invoke } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { followJobs } from '../../state/jobs-store.ts';
import { useSettings } from '../../state/settings-store.ts';
import { strings } from '../../strings/strings.ts';
import { useTheme } from '../../use-theme.ts';
import styles from './recovery.module.css';
import { RecoveryScreen } from './recovery-screen.tsx';

/** The window while the conversations can't be opened. */
export function RecoveryApp() {
  const [state, setState] = useState<RecoveryState | null>(null);
  const [error, setError] = useState<ErrorInfo | null>(null);
  useTheme();
  useEffect(() => {
    const endFollowing = followJobs();
    Promise.all([invoke('recovery.state'), invoke('settings.get')]).then(
      ([next, settings]) => {
        useSettings.setState({ settings });
        setState(next);
      },
      (reason: unknown) => setError(toErrorInfo(reason)),
    );
    document.title = strings.recovery.windowTitle;
    return endFollowing;
  }, []);

  if (error !== null) {
    return (
      <main className={styles.page}>
        <ErrorNotice error={error} />
      </main>
    );
  }
  return state === null ? null : <RecoveryScreen state={state} onState={setState} />;
}
