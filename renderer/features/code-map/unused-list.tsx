import { strings } from '../../strings/strings.ts';
import { openInEditor } from './code-map-actions.ts';
import type { CodeMapStore } from './code-map-store.ts';
import { KindIcon } from './kind-icon.tsx';
import { LoadableList } from './loadable-list.tsx';
import { baseName } from './model/project-map.ts';
import { shortName } from './model/scene.ts';
import styles from './side-panel.module.css';
import { useCodeMap } from './use-code-map.ts';

/** Definitions that nothing in the project uses, the surest first. */
export function UnusedList({ store, conversationId }: { store: CodeMapStore; conversationId: string }) {
  const unused = useCodeMap(store, (state) => state.unused);
  return (
    <LoadableList list={unused} waitingWords={strings.codeMap.lookingForUnused} onRetry={() => void store.loadUnused()}>
      {({ dead, total, lines, truncated }) =>
        total === 0 ? (
          <p className={styles.intro}>{strings.codeMap.everythingUsed}</p>
        ) : (
          <>
            <p className={styles.intro}>{strings.codeMap.unusedTotal(total, lines)}</p>
            <ul className={styles.list}>
              {dead
                .toSorted((first, second) => second.confidence - first.confidence)
                .map((symbol) => (
                  <li key={`${symbol.file}:${symbol.line}:${symbol.name}`}>
                    <button
                      type="button"
                      className={styles.row}
                      title={`${symbol.file}:${symbol.line}\n${symbol.reason}`}
                      onClick={() => void store.open({ type: 'file', file: symbol.file }, symbol.name)}
                      onDoubleClick={() => openInEditor(conversationId, { path: symbol.file, line: symbol.line })}
                    >
                      <KindIcon kind={symbol.kind} />
                      <span className={styles.name}>{shortName(symbol.name)}</span>
                      <span className={styles.where}>
                        {baseName(symbol.file)}:{symbol.line}
                      </span>
                      <span className={styles.badge}>{Math.round(symbol.confidence * 100)} %</span>
                    </button>
                  </li>
                ))}
            </ul>
            {truncated && <p className={styles.intro}>{strings.codeMap.firstShown(dead.length)}</p>}
          </>
        )
      }
    </LoadableList>
  );
}
