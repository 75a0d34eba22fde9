import type { CodeMapStore } from './code-map-store.ts';
import { countOf } from './model/folder-scene.ts';
import styles from './side-panel.module.css';
import { TestCommands } from './test-command.tsx';
import { useCodeMap } from './use-code-map.ts';

const RISK_WORDS = { none: 'Nothing calls it.', low: 'Low risk.', medium: 'Medium risk.', high: 'High risk.' } as const;

/** What the picture of an impact adds up to. */
export function ImpactSummary({ store }: { store: CodeMapStore }) {
  const impact = useCodeMap(store, (state) => state.impact);
  if (impact === null) return null;
  return (
    <div className={styles.place}>
      <p>
        {RISK_WORDS[impact.risk]} A change reaches {countOf(impact.total, 'definition')} in {countOf(impact.files.length, 'file')};{' '}
        {impact.tests.length === 0 ? 'no test covers it.' : `${countOf(impact.tests.length, 'test file')} would notice.`}
      </p>
      <TestCommands commands={impact.test_commands} />
    </div>
  );
}
