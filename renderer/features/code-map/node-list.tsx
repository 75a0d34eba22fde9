import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef } from 'react';
import type { CodeMapStore } from './code-map-store.ts';
import { KindIcon } from './kind-icon.tsx';
import type { Scene, SceneNode } from './model/scene.ts';
import styles from './node-list.module.css';
import { openNode } from './open-node.ts';
import { useCodeMap } from './use-code-map.ts';

type Row = { type: 'layer'; key: string; name: string } | { type: 'node'; key: string; node: SceneNode; position: number };

/** One for all: `localeCompare` finds the language's rules anew for each of the fifty thousand comparisons of a large project. */
const byName = new Intl.Collator();

const ROW_PX = { layer: 28, node: 26 };

/** Everything in the picture as a list, the highest layer first. Arrow keys choose, Enter goes into it. */
export function NodeList({ store }: { store: CodeMapStore }) {
  const scene = useCodeMap(store, (state) => state.scene);
  const selectedId = useCodeMap(store, (state) => state.selectedId);
  const rows = useMemo(() => (scene === null ? [] : listRows(scene)), [scene]);
  const nodes = useMemo(() => rows.flatMap((row) => (row.type === 'node' ? [row.node] : [])), [rows]);
  const scroller = useRef<HTMLDivElement>(null);
  const listId = useId();
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => ROW_PX[rows[index]?.type ?? 'node'],
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: 12,
  });
  const selectedPosition = nodes.findIndex(({ id }) => id === selectedId);

  useEffect(() => {
    const row = rows.findIndex((candidate) => candidate.type === 'node' && candidate.node.id === selectedId);
    if (row !== -1) virtualizer.scrollToIndex(row, { align: 'auto' });
  }, [rows, selectedId, virtualizer]);

  const onKeyDown = (event: KeyboardEvent) => {
    const next = { ArrowDown: selectedPosition + 1, ArrowUp: selectedPosition - 1, Home: 0, End: nodes.length - 1 }[event.key];
    const target = next === undefined ? undefined : nodes[Math.min(Math.max(next, 0), nodes.length - 1)];
    if (target !== undefined) store.reveal(target.id);
    else if (event.key === 'Enter' && selectedId !== null) openNode(store, selectedId);
    else if (event.key === 'Escape' && selectedId !== null) store.select(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  if (scene === null) return null;
  return (
    <div
      ref={scroller}
      className={styles.list}
      role="listbox"
      aria-label={scene.title}
      aria-activedescendant={selectedPosition === -1 ? undefined : `${listId}-${selectedPosition}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div className={styles.rows} role="presentation" style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ key, index, start, size }) => {
          const row = rows[index];
          if (row === undefined) return null;
          const style = { transform: `translateY(${start}px)`, height: size };
          if (row.type === 'layer') {
            return (
              <div key={key} className={styles.layer} style={style} role="presentation">
                {row.name}
              </div>
            );
          }
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys and names the active option.
            // biome-ignore lint/a11y/useFocusableInteractive: see above.
            <div
              key={key}
              id={`${listId}-${row.position}`}
              role="option"
              aria-selected={row.node.id === selectedId}
              aria-setsize={nodes.length}
              aria-posinset={row.position + 1}
              className={styles.option}
              style={style}
              onClick={() => store.reveal(row.node.id)}
              onDoubleClick={() => openNode(store, row.node.id)}
              onPointerEnter={() => store.hover(row.node.id)}
              onPointerLeave={() => store.hover(null)}
            >
              <KindIcon kind={row.node.symbolKind ?? row.node.kind} />
              <span className={styles.name}>{row.node.label}</span>
              <span className={styles.detail}>{row.node.detail}</span>
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Rows from the highest layer down, by name within each. */
export function listRows(scene: Pick<Scene, 'nodes' | 'layerNames'>): Row[] {
  const layers = Math.max(0, ...scene.nodes.map(({ layer }) => layer + 1));
  const byLayer: SceneNode[][] = Array.from({ length: layers }, () => []);
  for (const node of scene.nodes) byLayer[node.layer]?.push(node);
  let position = 0;
  return byLayer.flatMap((_, fromTop): Row[] => {
    const layer = layers - 1 - fromTop;
    const nodes = (byLayer[layer] ?? []).toSorted((first, second) => byName.compare(first.label, second.label));
    const name = scene.layerNames[layer] ?? '';
    const head: Row[] = name === '' || nodes.length === 0 ? [] : [{ type: 'layer', key: `layer ${layer}`, name }];
    return [
      ...head,
      ...nodes.map((node): Row => {
        position += 1;
        return { type: 'node', key: node.id, node, position: position - 1 };
      }),
    ];
  });
}
