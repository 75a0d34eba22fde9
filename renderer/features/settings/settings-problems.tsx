import { useEffect, useState } from 'react';
import type { SettingsProblems } from '#protocol/settings-file.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { reportErrors } from '../../state/report-error.ts';
import { strings } from '../../strings/strings.ts';
import { settingLabel } from './setting-index.ts';
import styles from './settings-problems.module.css';

/** Says which settings could not be used as they stood in their file, and that nothing of it was lost. */
export function SettingsProblemsNotice() {
  const [state, setState] = useState<SettingsProblems | null>(null);
  useEffect(() => reportErrors(invoke('settings.problems').then(setState)), []);
  if (state === null || state.problems.length === 0) return null;
  return (
    <section className={styles.notice} aria-label={strings.settings.problems} role="status">
      <p className={styles.title}>{strings.settings.problems}</p>
      <ul className={styles.list}>
        {state.problems.map(({ setting, reason }) => (
          <li key={setting}>
            {setting === null ? strings.settings.wholeFile : settingLabel(setting)}: {reason}
          </li>
        ))}
      </ul>
      <p>{state.keptFile === null ? strings.settings.fileUntouched : strings.settings.fileKept(state.keptFile)}</p>
      <Button size="small" onClick={() => reportErrors(invoke('data.openFolder', { folder: 'data' }))}>
        {strings.commands.titles['open-data-folder']}
      </Button>
    </section>
  );
}
