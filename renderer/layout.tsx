import { useEffect, useLayoutEffect } from 'react';
import { invoke } from './api.ts';
import { ResizablePane } from './components/resizable-pane.tsx';
import { Sheet } from './components/sheet.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { InspectorPane } from './features/inspector/inspector-pane.tsx';
import { NewConversationGuide } from './features/new-conversation/new-conversation-guide.tsx';
import { NoConversation } from './features/no-conversation/no-conversation.tsx';
import { Sidebar } from './features/sidebar/sidebar.tsx';
import { ChatPane } from './features/thread/chat-pane.tsx';
import { TitleBar } from './features/title-bar/title-bar.tsx';
import styles from './layout.module.css';
import { selectSelectedId, useConversations } from './state/conversations-store.ts';
import { moveInspector } from './state/inspector.ts';
import { reportErrors } from './state/report-error.ts';
import { changeSetting, INITIAL_SETTINGS, useSettings } from './state/settings-store.ts';
import { useWindow } from './state/window-store.ts';
import { strings } from './strings/strings.ts';

/** LOOK.md: below this width the sidebar lies over the chat instead of beside it. */
const NARROW = '(width < 900px)';
/** And below this one the inspector does. */
const INSPECTOR_NARROW = '(width < 1100px)';
const SIDEBAR_WIDTH = { min: 200, max: 480 };

/** Sidebar, title bar, chat, inspector. */
export function Layout() {
  useNarrowWindow();
  useFocusedConversation();
  const selectedId = useConversations(selectSelectedId);
  const isKnown = useConversations((state) => state.selectedId !== null && state.byId[state.selectedId] !== undefined);
  return (
    <div className={styles.window}>
      <SidebarPane />
      <main className={styles.main}>
        <ErrorBoundary subject={strings.window.thisConversation} resetKey={selectedId}>
          <TitleBar />
          <div className={styles.page}>
            {selectedId !== null && isKnown ? (
              <ChatPane conversationId={selectedId} emptyState={<NewConversationGuide conversationId={selectedId} />} />
            ) : (
              <NoConversation />
            )}
          </div>
        </ErrorBoundary>
      </main>
      <InspectorPane />
    </div>
  );
}

function SidebarPane() {
  const narrow = useWindow((state) => state.narrow);
  const shown = useWindow((state) => state.sidebarShown);
  const sheetOpen = useWindow((state) => state.sidebarSheetOpen);
  const width = useSettings((state) => state.settings.sidebarWidth);
  const sidebar = (
    <ErrorBoundary subject={strings.window.theSidebar}>
      <Sidebar />
    </ErrorBoundary>
  );
  if (narrow) {
    return (
      <Sheet
        open={sheetOpen}
        onOpenChange={(open) => useWindow.setState({ sidebarSheetOpen: open })}
        title={strings.window.conversations}
        side="left"
        width={Math.max(width, INITIAL_SETTINGS.sidebarWidth)}
      >
        {sidebar}
      </Sheet>
    );
  }
  if (!shown) return null;
  return (
    <ResizablePane
      label={strings.window.sidebar}
      side="left"
      width={width}
      minWidth={SIDEBAR_WIDTH.min}
      maxWidth={SIDEBAR_WIDTH.max}
      defaultWidth={INITIAL_SETTINGS.sidebarWidth}
      onResize={(next) => void changeSetting('sidebarWidth', next)}
    >
      {sidebar}
    </ResizablePane>
  );
}

function useNarrowWindow(): void {
  useLayoutEffect(() => {
    const ends = [
      followMedia(NARROW, (narrow) => useWindow.setState({ narrow, sidebarSheetOpen: false })),
      followMedia(INSPECTOR_NARROW, moveInspector),
    ];
    return () => {
      for (const end of ends) end();
    };
  }, []);
}

function followMedia(media: string, apply: (matches: boolean) => void): () => void {
  const query = window.matchMedia(media);
  const onChange = () => apply(query.matches);
  onChange();
  query.addEventListener('change', onChange);
  return () => query.removeEventListener('change', onChange);
}

/** Tells main which conversation the person looks at, so that its answers count as read. A hidden window shows none. */
function useFocusedConversation(): void {
  const selectedId = useConversations(selectSelectedId);
  useEffect(() => {
    const tell = () => reportErrors(invoke('conversations.setFocused', { id: document.visibilityState === 'visible' ? selectedId : null }));
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [selectedId]);
}
