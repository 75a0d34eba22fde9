import { X } from 'lucide-react';
import { Tabs } from 'radix-ui';
import type { InspectorTab } from '#protocol/ipc.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { ErrorBoundary } from '../../error-boundary.tsx';
import { closeInspector, showInspector } from '../../state/inspector.ts';
import { strings } from '../../strings/strings.ts';
import styles from './inspector.module.css';
import { INSPECTOR_TABS } from './inspector-tabs.tsx';

const ENTRIES = Object.entries(INSPECTOR_TABS) as [InspectorTab, (typeof INSPECTOR_TABS)[InspectorTab]][];

/** The tabs, and what the chosen one shows. */
export function Inspector({ tab }: { tab: InspectorTab }) {
  const { title, content } = INSPECTOR_TABS[tab];
  return (
    <Tabs.Root className={styles.inspector} value={tab} onValueChange={(next) => showInspector(next as InspectorTab)}>
      <header className={styles.header}>
        <Tabs.List className={styles.tabs} aria-label={strings.inspector.inspector}>
          {ENTRIES.map(([value, entry]) => (
            <Tabs.Trigger key={value} value={value} className={styles.tab} title={entry.title}>
              {entry.icon}
              <span className={styles.tabWords}>{entry.title}</span>
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <IconButton label={strings.inspector.closeInspector} icon={<X aria-hidden />} onClick={closeInspector} />
      </header>
      <Tabs.Content value={tab} className={styles.content} tabIndex={-1}>
        <ErrorBoundary subject={title} resetKey={tab}>
          {content()}
        </ErrorBoundary>
      </Tabs.Content>
    </Tabs.Root>
  );
}
