import { useCallback, useEffect, useState } from 'react';
import type { PastImport } from '#protocol/data.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { useEndedJobs } from '../../state/jobs-store.ts';
import { showError } from '../../state/report-error.ts';
import { strings } from '../../strings/strings.ts';
import styles from './data.module.css';
import { countWords, whenWords } from './data-words.ts';
import { undoImport } from './undo-import.ts';

/** What was imported and is still here, each with its way back. */
export function ImportsList() {
  const [imports, setImports] = useState<PastImport[]>([]);
  const ended = useEndedJobs('import');
  const load = useCallback(() => void invoke('data.imports').then(setImports, showError), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again when one has ended.
  useEffect(load, [ended]);
  if (imports.length === 0) return null;
  return (
    <ul className={styles.imports} aria-label={strings.data.imports}>
      {imports.map(({ id, source, finishedAt, conversations, messages }) => (
        <li key={id} className={styles.import}>
          <span className={styles.importWords}>
            <span className={styles.titleWords}>{source}</span>
            <span className={styles.quiet}>
              {whenWords(finishedAt)} · {countWords(conversations, messages)}
            </span>
          </span>
          <Button size="small" aria-label={strings.data.undoImportOf(source)} onClick={() => undoImport(id, load)}>
            {strings.data.undoImport}
          </Button>
        </li>
      ))}
    </ul>
  );
}
