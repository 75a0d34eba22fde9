/** Opens and closes the inspector: beside the chat where there is room, else as a sheet over it. */
import type { InspectorTab } from '#protocol/ipc.ts';
import { focusMessageFieldIfLost } from './focus.ts';
import { changeSetting, useSettings } from './settings-store.ts';
import { useWindow } from './window-store.ts';

/** What the inspector shows now; null: it is closed. */
function shownTab(): InspectorTab | null {
  const { inspectorNarrow, inspectorSheet } = useWindow.getState();
  return inspectorNarrow ? inspectorSheet : useSettings.getState().settings.inspectorTab;
}

function setTab(tab: InspectorTab | null): void {
  // Only what stands beside the chat is remembered: a sheet that opens by itself at the next start would be in the way.
  if (useWindow.getState().inspectorNarrow) useWindow.setState({ inspectorSheet: tab });
  else void changeSetting('inspectorTab', tab);
}

/** Makes it a sheet, or puts it beside the chat. A sheet that nobody opened would be in the way; a map that fills the window stays. */
export function moveInspector(inspectorNarrow: boolean): void {
  const { largeMapShown } = useWindow.getState();
  useWindow.setState({ inspectorNarrow, inspectorSheet: null });
  if (largeMapShown) setTab('code-map');
}

/** Opens it at this tab. */
export function showInspector(tab: InspectorTab): void {
  setTab(tab);
}

export function closeInspector(): void {
  setTab(null);
  // The button that closed it is gone; the focus must not be lost with it.
  setTimeout(focusMessageFieldIfLost);
}

/** Shows the tab, or closes the inspector where that tab is the one shown. */
export function toggleInspector(tab: InspectorTab): void {
  if (shownTab() === tab) closeInspector();
  else showInspector(tab);
}

/** What the inspector shows now, for components. */
export function useInspectorTab(): InspectorTab | null {
  const narrow = useWindow((state) => state.inspectorNarrow);
  const sheet = useWindow((state) => state.inspectorSheet);
  const beside = useSettings((state) => state.settings.inspectorTab);
  return narrow ? sheet : beside;
}
