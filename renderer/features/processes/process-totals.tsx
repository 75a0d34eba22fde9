import { strings } from '../../strings/strings.ts';
import styles from './process-totals.module.css';
import { formatCpu, formatMemory } from './process-words.ts';
import { totalOf, useProcesses } from './processes-store.ts';
import { Sparkline } from './sparkline.tsx';

/** Below these a line would only show noise. */
const QUIET_CPU_PERCENT = 20;
const QUIET_MEMORY_BYTES = 64 * 1024 * 1024;

/** What everything uses together, now and over the last minute. */
export function ProcessTotals() {
  const processes = useProcesses((state) => state.processes) ?? [];
  const history = useProcesses((state) => state.history);
  const { cpuPercent, memoryBytes } = totalOf(processes);
  return (
    <section className={styles.totals} aria-label={strings.processes.totals}>
      <Figure name="CPU" value={formatCpu(cpuPercent)}>
        <Sparkline
          values={history.map((sample) => sample.cpuPercent)}
          atLeast={QUIET_CPU_PERCENT}
          label={strings.processes.cpuOver(history.length)}
        />
      </Figure>
      <Figure name={strings.processes.memory} value={formatMemory(memoryBytes)}>
        <Sparkline
          values={history.map((sample) => sample.memoryBytes)}
          atLeast={QUIET_MEMORY_BYTES}
          label={strings.processes.memoryOver(history.length)}
        />
      </Figure>
    </section>
  );
}

function Figure({ name, value, children }: { name: string; value: string; children: React.ReactNode }) {
  return (
    <div className={styles.figure}>
      <div className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.value}>{value}</span>
      </div>
      {children}
    </div>
  );
}
