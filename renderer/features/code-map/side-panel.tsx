import { Tabs } from 'radix-ui';
import { formatNumber } from '../../strings/format.ts';
import { strings } from '../../strings/strings.ts';
import { ChangesList } from './changes-list.tsx';
import type { CodeMapStore, SidePanel as Panel } from './code-map-store.ts';
import { CyclesList } from './cycles-list.tsx';
import { ImpactSummary } from './impact-summary.tsx';
import { NodeList } from './node-list.tsx';
import { SelectionCard } from './selection-card.tsx';
import styles from './side-panel.module.css';
import { UnusedList } from './unused-list.tsx';
import { useCodeMap } from './use-code-map.ts';

/** The picture in words: what is in it, what is chosen, and what is worth knowing of the whole project. */
export function SidePanel({ store, conversationId }: { store: CodeMapStore; conversationId: string }) {
  const panel = useCodeMap(store, (state) => state.panel);
  const cycleCount = useCodeMap(store, ({ map }) => map?.cycleCount ?? 0);
  const unusedCount = useCodeMap(store, ({ unused }) => (unused.status === 'ready' ? unused.value.total : null));
  const changedCount = useCodeMap(store, ({ changes }) => (changes.status === 'ready' ? changes.value.changed.length : null));
  const tabs: { value: Panel; label: string; count: number | null }[] = [
    { value: 'list', label: strings.codeMap.list, count: null },
    { value: 'cycles', label: strings.codeMap.cycles, count: cycleCount },
    { value: 'unused', label: strings.codeMap.unused, count: unusedCount },
    { value: 'changes', label: strings.inspector.changes, count: changedCount },
  ];
  return (
    <Tabs.Root className={styles.panel} value={panel} onValueChange={(next) => store.showPanel(next as Panel)}>
      <Tabs.List className={styles.tabs} aria-label={strings.codeMap.lists}>
        {tabs.map(({ value, label, count }) => (
          <Tabs.Trigger key={value} value={value} className={styles.tab}>
            {label}
            {count !== null && <span className={styles.count}>{formatNumber(count)}</span>}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      <Tabs.Content value={panel} className={styles.content} tabIndex={-1}>
        {panel === 'list' && (
          <>
            <SelectionCard store={store} conversationId={conversationId} />
            <ImpactSummary store={store} />
            <NodeList store={store} />
          </>
        )}
        {panel === 'cycles' && <CyclesList store={store} conversationId={conversationId} />}
        {panel === 'unused' && <UnusedList store={store} conversationId={conversationId} />}
        {panel === 'changes' && <ChangesList store={store} conversationId={conversationId} />}
      </Tabs.Content>
    </Tabs.Root>
  );
}
