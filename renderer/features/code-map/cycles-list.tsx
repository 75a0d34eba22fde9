import { FileCode } from 'lucide-react';
import { Button } from '../../components/button.tsx';
import { strings } from '../../strings/strings.ts';
import { openInEditor } from './code-map-actions.ts';
import type { CodeMapStore } from './code-map-store.ts';
import { baseName, type Cycle } from './model/project-map.ts';
import styles from './side-panel.module.css';
import { useCodeMap } from './use-code-map.ts';

const NO_CYCLES: readonly Cycle[] = [];

/** Files that import each other in a circle, each with a shortest one, import by import. */
export function CyclesList({ store, conversationId }: { store: CodeMapStore; conversationId: string }) {
  const cycles = useCodeMap(store, ({ map }) => map?.cycles ?? NO_CYCLES);
  if (cycles.length === 0) return <p className={styles.place}>{strings.codeMap.noCycles}</p>;
  return (
    <div className={styles.scroller}>
      <p className={styles.intro}>{strings.codeMap.cyclesHint}</p>
      <ul className={styles.list}>
        {cycles.map((cycle) => (
          <li key={cycle.files.join('\n')} className={styles.group}>
            <div className={styles.groupHead}>
              {strings.counts.files(cycle.length)}
              <Button
                size="small"
                variant="ghost"
                onClick={() =>
                  void store.emphasise({
                    label: strings.codeMap.cycleOf(cycle.length),
                    // All alike and none the cause: filled as strongly as a change they would outshout their names.
                    depthByFile: new Map(cycle.files.map((file) => [file, 1])),
                  })
                }
              >
                {strings.codeMap.showOnMap}
              </Button>
            </div>
            {cycle.example.map(({ from, to, line }) => (
              <button
                key={`${from} ${to}`}
                type="button"
                className={styles.row}
                title={strings.codeMap.imports(`${from}${line === null ? '' : `:${line}`}`, to)}
                onClick={() => openInEditor(conversationId, { path: from, line: line ?? 1 })}
              >
                <FileCode size={14} strokeWidth={1.5} aria-hidden />
                <span className={styles.name}>
                  {baseName(from)}
                  {line !== null && `:${line}`}
                </span>
                <span className={styles.where}>{strings.codeMap.importsFile(baseName(to))}</span>
              </button>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}
