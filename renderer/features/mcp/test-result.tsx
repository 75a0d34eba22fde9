import { CircleAlert, CircleCheck } from 'lucide-react';
import type { McpTest } from '#protocol/mcp.ts';
import { formatNumber } from '../../strings/format.ts';
import { strings } from '../../strings/strings.ts';
import { VisibleText } from '../markdown/visible-text.tsx';
import styles from './test-result.module.css';

/** What came of a test: its tools, or why not and what it wrote. */
export function TestResult({ test }: { test: McpTest }) {
  if (!test.ok) {
    return (
      <div className={styles.bad} role="alert">
        <CircleAlert size={16} strokeWidth={1.5} aria-hidden />
        <div className={styles.words}>
          <p data-selectable>{test.error.message}</p>
          {test.error.details !== undefined && <p className={styles.quiet}>{test.error.details}</p>}
          {test.stderr !== '' && (
            <pre className={styles.stderr} data-selectable>
              {test.stderr}
            </pre>
          )}
        </div>
      </div>
    );
  }
  const { serverName, serverVersion, tools, durationMs } = test;
  return (
    <div className={styles.good} role="status">
      <CircleCheck size={16} strokeWidth={1.5} aria-hidden />
      <div className={styles.words}>
        <p>
          {strings.mcp.works(
            <VisibleText>{[serverName, serverVersion].filter(Boolean).join(' ')}</VisibleText>,
            tools.length,
            formatNumber(durationMs / 1000, 1),
          )}
        </p>
        <p className={styles.quiet}>
          <VisibleText>{tools.map(({ name }) => name).join(', ')}</VisibleText>
        </p>
      </div>
    </div>
  );
}
