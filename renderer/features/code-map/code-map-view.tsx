import { FolderOpen, Map as MapIcon, Maximize2, Minimize2, RefreshCw } from 'lucide-react';
import { Dialog as RadixDialog } from 'radix-ui';
import { type ReactNode, useEffect } from 'react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { folderName } from '../../state/app-info-store.ts';
import { useConversations } from '../../state/conversations-store.ts';
import { focusMessageFieldIfLost } from '../../state/focus.ts';
import { useWindow } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import { chooseFolder } from '../conversation-settings/folder-picker.tsx';
import { Breadcrumbs } from './breadcrumbs.tsx';
import { type CodeMapStore, codeMapStore } from './code-map-store.ts';
import styles from './code-map-view.module.css';
import { CoverageNotes } from './coverage-notes.tsx';
import { GraphView } from './graph-view.tsx';
import { MapSearch } from './map-search.tsx';
import { ReadingNotice } from './reading-notice.tsx';
import { SidePanel } from './side-panel.tsx';
import { useCodeMap } from './use-code-map.ts';

/** The map of a conversation's project: a picture of its modules, files and definitions, and the same as lists. */
export function CodeMapView({ conversationId }: { conversationId: string }) {
  const folder = useConversations((state) => state.byId[conversationId]?.projectFolder ?? null);
  if (folder === null) {
    return (
      <div className={styles.empty}>
        <EmptyState
          size="small"
          icon={<MapIcon aria-hidden />}
          title={strings.codeMap.noFolder}
          actions={
            <Button icon={<FolderOpen aria-hidden />} onClick={() => void chooseFolder(conversationId)}>
              {strings.common.chooseFolder}
            </Button>
          }
        >
          {strings.codeMap.noFolderHint}
        </EmptyState>
      </div>
    );
  }
  return <ProjectCodeMap key={`${conversationId} ${folder}`} conversationId={conversationId} folder={folder} />;
}

function ProjectCodeMap({ conversationId, folder }: { conversationId: string; folder: string }) {
  const store = codeMapStore(conversationId, folder);
  const isLarge = useCodeMap(store, (state) => state.isLarge);
  const setIsLarge = (next: boolean) => store.setState({ isLarge: next });
  useReading(store);
  const map = <MapWithLists store={store} conversationId={conversationId} folder={folder} isExpanded={isLarge} onExpand={setIsLarge} />;
  if (!isLarge) return map;
  return (
    <>
      <div className={styles.empty}>
        <EmptyState size="small" icon={<MapIcon aria-hidden />} title={strings.codeMap.shownLarge} />
      </div>
      <LargeMap store={store} onClose={() => setIsLarge(false)}>
        {map}
      </LargeMap>
    </>
  );
}

/** Over nearly the whole window. Escape first takes back what is chosen, then closes. */
function LargeMap({ store, onClose, children }: { store: CodeMapStore; onClose: () => void; children: ReactNode }) {
  useEffect(() => {
    useWindow.setState({ largeMapShown: true });
    return () => useWindow.setState({ largeMapShown: false });
  }, []);
  return (
    <RadixDialog.Root open onOpenChange={(open) => !open && onClose()}>
      <RadixDialog.Portal>
        <div className={styles.scrim}>
          <RadixDialog.Content
            className={styles.large}
            aria-describedby={undefined}
            onOpenAutoFocus={(event) => {
              // On the first button a tooltip would open.
              event.preventDefault();
              if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
            }}
            // What opened it is drawn anew in the inspector; the composer may take the focus instead.
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              focusMessageFieldIfLost();
            }}
            onEscapeKeyDown={(event) => {
              if (store.getState().selectedId === null) return;
              event.preventDefault();
              store.select(null);
            }}
          >
            <VisuallyHidden>
              <RadixDialog.Title>{strings.inspector.codeMap}</RadixDialog.Title>
            </VisuallyHidden>
            {children}
          </RadixDialog.Content>
        </div>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}

type MapProps = { store: CodeMapStore; conversationId: string; folder: string; isExpanded: boolean; onExpand: (expanded: boolean) => void };

function MapWithLists({ store, conversationId, folder, isExpanded, onExpand }: MapProps) {
  const status = useCodeMap(store, (state) => state.status);
  const isRefreshing = useCodeMap(store, (state) => state.isRefreshing);
  const hasFiles = useCodeMap(store, ({ map }) => map !== null && map.files.length > 0);
  const ExpandIcon = isExpanded ? Minimize2 : Maximize2;
  return (
    <div className={styles.view}>
      <div className={styles.toolbar}>
        <MapSearch store={store} conversationId={conversationId} />
        <IconButton
          label={isRefreshing ? strings.codeMap.readingChanges : strings.processes.refresh}
          icon={<RefreshCw aria-hidden />}
          disabled={status === 'loading' || isRefreshing}
          onClick={() => void store.refresh(true)}
        />
        <IconButton
          label={isExpanded ? strings.codeMap.backToInspector : strings.codeMap.expand}
          icon={<ExpandIcon aria-hidden />}
          onClick={() => onExpand(!isExpanded)}
        />
      </div>
      {status !== 'ready' ? (
        <ReadingNotice store={store} conversationId={conversationId} />
      ) : !hasFiles ? (
        <div className={styles.empty}>
          <EmptyState size="small" icon={<MapIcon aria-hidden />} title={strings.codeMap.noCode}>
            {strings.codeMap.noCodeHint}
          </EmptyState>
          <CoverageNotes store={store} />
        </div>
      ) : (
        <div className={styles.body}>
          <div className={styles.picture}>
            <Breadcrumbs store={store} projectName={folderName(folder)} />
            <div className={styles.canvas}>
              <GraphView store={store} />
            </div>
          </div>
          <div className={styles.side}>
            <SidePanel store={store} conversationId={conversationId} />
            <CoverageNotes store={store} />
          </div>
        </div>
      )}
    </div>
  );
}

/** Reads the project when first shown, and what changed whenever the person comes back to the window. */
function useReading(store: CodeMapStore): void {
  useEffect(() => {
    const { status, map } = store.getState();
    if (map === null && status !== 'stopped') void store.load();
    else if (map !== null) void store.refresh();
    const onFocus = () => {
      if (store.getState().status === 'ready') void store.refresh();
    };
    window.addEventListener('focus', onFocus);
    return () => window.removeEventListener('focus', onFocus);
  }, [store]);
}
