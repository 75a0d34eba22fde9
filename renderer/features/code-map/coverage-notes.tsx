import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { runErrorAction } from '../../state/report-error.ts';
import { strings } from '../../strings/strings.ts';
import type { CodeMapStore } from './code-map-store.ts';
import styles from './coverage-notes.module.css';
import type { Coverage } from './model/project-map.ts';
import { useCodeMap } from './use-code-map.ts';

/** What the map could not see, openly: files with errors, languages without a parser, a project too large to be read whole. */
export function CoverageNotes({ store }: { store: CodeMapStore }) {
  const coverage = useCodeMap(store, ({ map }) => map?.coverage ?? null);
  const omitted = useCodeMap(store, ({ scene }) => scene?.omitted);
  const sceneError = useCodeMap(store, (state) => state.sceneError);
  const [isShown, setIsShown] = useState(false);
  const id = useId();
  const summary = coverage === null ? '' : coverageWords(coverage);
  return (
    <>
      {sceneError !== null && (
        <div className={styles.note}>
          <ErrorNotice
            layout="inline"
            error={{ action: 'retry', ...sceneError }}
            onAction={(action) => {
              if (!runErrorAction(action)) void store.open(store.getState().place);
            }}
          />
        </div>
      )}
      {omitted !== undefined && <p className={styles.note}>{omitted}</p>}
      {coverage !== null && summary !== '' && (
        <div className={styles.notes}>
          <button type="button" className={styles.summary} aria-expanded={isShown} aria-controls={id} onClick={() => setIsShown(!isShown)}>
            <ChevronRight className={styles.chevron} size={12} strokeWidth={1.5} aria-hidden />
            {summary}
          </button>
          {isShown && <Details id={id} coverage={coverage} />}
        </div>
      )}
    </>
  );
}

/** "2 files with syntax errors, 1 shell file not read". Empty when all was read. */
export function coverageWords({ parse_failures, parse_failures_total, unsupported, scan_truncated }: Coverage): string {
  const failures = parse_failures_total ?? parse_failures.length;
  return [
    ...(failures > 0 ? [strings.codeMap.withSyntaxErrors(failures)] : []),
    ...unsupported.map(({ language, files }) => strings.codeMap.notRead(files, language)),
    ...(scan_truncated === true ? [strings.codeMap.tooLarge] : []),
  ].join(', ');
}

function Details({ id, coverage }: { id: string; coverage: Coverage }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
    <ul id={id} className={styles.details} tabIndex={0} data-selectable>
      {coverage.parse_failures.map(({ file, line, message, partial }) => (
        <li key={`${file} ${line}`}>
          {file}:{line} {message}
          {partial === true && ` ${strings.codeMap.restWasRead}`}
        </li>
      ))}
      {coverage.unsupported.map(({ language, files, reason }) => (
        <li key={language}>
          {strings.codeMap.filesIn(files, language)}: {reason}
        </li>
      ))}
    </ul>
  );
}
