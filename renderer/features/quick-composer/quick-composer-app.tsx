import { useEffect, useState } from 'react';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import { invoke, listen } from '../../api.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useAgents } from '../../state/agents-store.ts';
import { useAppInfo } from '../../state/app-info-store.ts';
import { useSettings } from '../../state/settings-store.ts';
import { strings } from '../../strings/strings.ts';
import { useTheme } from '../../use-theme.ts';
import styles from './quick-composer.module.css';
import { QuickComposer } from './quick-composer.tsx';

/** The small window: asks main for the little it needs, and hears when that changes. */
export function QuickComposerApp() {
  const [start, setStart] = useState<'loading' | 'ready' | ErrorInfo>('loading');
  useTheme();
  useEffect(() => {
    document.title = strings.quickComposer.windowTitle;
    const ends = [
      listen('settings.changed', ({ settings }) => useSettings.setState({ settings })),
      listen('agents.changed', ({ agents }) => useAgents.setState({ agents })),
    ];
    Promise.all([invoke('settings.get'), invoke('agents.list'), invoke('app.info')]).then(
      ([settings, agents, info]) => {
        useSettings.setState({ settings });
        useAgents.setState({ agents });
        useAppInfo.setState({ info });
        setStart('ready');
      },
      (error: unknown) => setStart(toErrorInfo(error)),
    );
    return () => {
      for (const end of ends) end();
    };
  }, []);

  if (start === 'ready') return <QuickComposer />;
  return <main className={styles.window}>{start !== 'loading' && <ErrorNotice error={start} />}</main>;
}
