/** What the inspector can show. A new tab is a line here and a name in the contract (`inspectorTabSchema`). */
import { Activity, FileDiff, Hand, Map as MapIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { InspectorTab } from '#protocol/ipc.ts';
import { strings } from '../../strings/strings.ts';
import { ApprovalsTab } from '../approvals/approvals-tab.tsx';
import { ChangesTab } from '../changes/changes-tab.tsx';
import { CodeMapTab } from '../code-map/code-map-tab.tsx';
import { ProcessesView } from '../processes/processes-view.tsx';

export type InspectorTabEntry = { title: string; icon: ReactNode; content: () => ReactNode };

export const INSPECTOR_TABS: Record<InspectorTab, InspectorTabEntry> = {
  changes: { title: strings.inspector.changes, icon: <FileDiff aria-hidden />, content: () => <ChangesTab /> },
  'code-map': { title: strings.inspector.codeMap, icon: <MapIcon aria-hidden />, content: () => <CodeMapTab /> },
  approvals: { title: strings.inspector.approvals, icon: <Hand aria-hidden />, content: () => <ApprovalsTab /> },
  processes: { title: strings.inspector.processes, icon: <Activity aria-hidden />, content: () => <ProcessesView /> },
};
