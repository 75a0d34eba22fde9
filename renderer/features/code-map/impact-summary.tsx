import { strings } from '../../strings/strings.ts';
import type { CodeMapStore } from './code-map-store.ts';
import styles from './side-panel.module.css';
import { TestCommands } from './test-command.tsx';
import { useCodeMap } from './use-code-map.ts';

const RISK_WORDS = {
  none: strings.codeMap.riskNone,
  low: strings.codeMap.riskLow,
  medium: strings.codeMap.riskMedium,
  high: strings.codeMap.riskHigh,
} as const;

/** What the picture of an impact adds up to. */
export function ImpactSummary({ store }: { store: CodeMapStore }) {
  const impact = useCodeMap(store, (state) => state.impact);
  if (impact === null) return null;
  return (
    <div className={styles.place}>
      <p>{strings.codeMap.impactOf(RISK_WORDS[impact.risk], impact.total, impact.files.length, impact.tests.length)}</p>
      <TestCommands commands={impact.test_commands} />
    </div>
  );
}
