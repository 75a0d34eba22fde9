import type { InspectorTab } from '#protocol/ipc.ts';
import { ResizablePane } from '../../components/resizable-pane.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { closeInspector, useInspectorTab } from '../../state/inspector.ts';
import { changeSetting, INITIAL_SETTINGS, useSettings } from '../../state/settings-store.ts';
import { useWindow } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import { Inspector } from './inspector.tsx';

const INSPECTOR_WIDTH = { min: 320, max: 960 };

/** A sheet has the window to itself, so its tables may be wider than the pane's. */
const MIN_SHEET_WIDTH = 480;

/** The window's right side: closed, beside the chat, or over it. */
export function InspectorPane() {
  const tab = useInspectorTab();
  const narrow = useWindow((state) => state.inspectorNarrow);
  const width = useSettings((state) => state.settings.inspectorWidth);
  if (narrow) return <InspectorSheet tab={tab} width={Math.max(width, MIN_SHEET_WIDTH)} />;
  if (tab === null) return null;
  return (
    <ResizablePane
      label={strings.inspector.inspector}
      side="right"
      width={width}
      minWidth={INSPECTOR_WIDTH.min}
      maxWidth={INSPECTOR_WIDTH.max}
      defaultWidth={INITIAL_SETTINGS.inspectorWidth}
      onResize={(next) => void changeSetting('inspectorWidth', next)}
    >
      <Inspector tab={tab} />
    </ResizablePane>
  );
}

function InspectorSheet({ tab, width }: { tab: InspectorTab | null; width: number }) {
  return (
    <Sheet
      open={tab !== null}
      onOpenChange={(open) => !open && closeInspector()}
      title={strings.inspector.inspector}
      side="right"
      width={width}
    >
      {tab !== null && <Inspector tab={tab} />}
    </Sheet>
  );
}
