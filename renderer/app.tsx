import { useEffect, useState } from 'react';
import { type ErrorInfo, toErrorInfo } from '#protocol/errors.ts';
import { listen } from './api.ts';
import styles from './app.module.css';
import { ErrorNotice } from './components/error-notice.tsx';
import { Spinner } from './components/spinner.tsx';
import { ToastStack } from './components/toast.tsx';
import { TooltipProvider } from './components/tooltip.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { AboutDialog } from './features/about/about-dialog.tsx';
import { useShortcuts } from './features/commands/use-shortcuts.ts';
import { runWindowCommand } from './features/commands/window-commands.ts';
import { saveDraftsBeforeClosing } from './features/composer/drafts.ts';
import { DataDialogs } from './features/data/data-dialogs.tsx';
import { JobCards } from './features/jobs/job-cards.tsx';
import { OverviewDialog } from './features/overview/overview-dialog.tsx';
import { QuickComposerApp } from './features/quick-composer/quick-composer-app.tsx';
import { RecoveryApp } from './features/recovery/recovery-app.tsx';
import { SearchDialog } from './features/search/search-dialog.tsx';
import { SettingsDialog } from './features/settings/settings-dialog.tsx';
import { ShortcutsDialog } from './features/shortcuts/shortcuts-dialog.tsx';
import { WorktreeDialogs } from './features/worktree/worktree-dialogs.tsx';
import { Layout } from './layout.tsx';
import { focusMessageFieldIfLost } from './state/focus.ts';
import { runErrorAction } from './state/report-error.ts';
import { listenToMain, loadStores } from './state/start-up.ts';
import { showInfo, useToasts } from './state/toasts-store.ts';
import { useWindow } from './state/window-store.ts';
import { strings } from './strings/strings.ts';
import { useTheme } from './use-theme.ts';

/** A start that takes longer than this says so. */
const START_WORDS_AFTER_MS = 400;

/** Main opens the page like this while the conversations can't be opened. */
const isRecovery = new URLSearchParams(location.search).has('recovery');

/** And like this in the small window. */
const isQuickComposer = new URLSearchParams(location.search).has('quick');

/** The whole window. */
export function App() {
  return (
    <TooltipProvider>
      <ErrorBoundary subject={strings.window.theWindow}>
        {isRecovery ? <RecoveryApp /> : isQuickComposer ? <QuickComposerApp /> : <StartedApp />}
      </ErrorBoundary>
      {!isQuickComposer && <Toasts />}
    </TooltipProvider>
  );
}

type Start = { phase: 'loading' } | { phase: 'failed'; error: ErrorInfo } | { phase: 'ready' };

/** Fills the stores, then shows the window's parts. */
function StartedApp() {
  const [start, setStart] = useState<Start>({ phase: 'loading' });
  useTheme();
  const load = () => {
    setStart({ phase: 'loading' });
    loadStores(runWindowCommand).then(
      () => setStart({ phase: 'ready' }),
      (error: unknown) => setStart({ phase: 'failed', error: toErrorInfo(error) }),
    );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the window opens.
  useEffect(() => {
    const endListening = listenToMain(runWindowCommand);
    load();
    return endListening;
  }, []);
  useEffect(saveDraftsBeforeClosing, []);
  useEffect(() => listen('codeMap.modeChanged', ({ message }) => showInfo(message)), []);

  if (start.phase === 'ready') return <ReadyApp />;
  return (
    <main className={styles.start}>
      {start.phase === 'loading' ? (
        <StartingWords />
      ) : (
        <div className={styles.failure}>
          <ErrorNotice
            error={{ action: 'retry', ...start.error }}
            onAction={(action) => {
              if (!runErrorAction(action)) load();
            }}
          />
        </div>
      )}
    </main>
  );
}

function ReadyApp() {
  const hasDialog = useWindow((state) => state.dialog !== null || state.sidebarSheetOpen || state.inspectorSheet !== null);
  useShortcuts();
  useEffect(() => {
    // What opened the dialog may be gone with the conversation it stood in.
    if (!hasDialog) focusMessageFieldIfLost();
  }, [hasDialog]);
  return (
    <>
      <Layout />
      <OverviewDialog />
      <SearchDialog />
      <SettingsDialog />
      <ShortcutsDialog />
      <AboutDialog />
      <DataDialogs />
      <WorktreeDialogs />
    </>
  );
}

function StartingWords() {
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), START_WORDS_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return isSlow && <Spinner>{strings.window.opening}</Spinner>;
}

function Toasts() {
  const toasts = useToasts((state) => state.toasts);
  const close = useToasts((state) => state.close);
  const hasSidebar = useWindow((state) => (state.narrow ? state.sidebarSheetOpen : state.sidebarShown));
  return (
    <ToastStack toasts={toasts} onClose={close} placement={hasSidebar ? 'foot' : 'head'}>
      {/* The recovery screen shows its work in its own place. */}
      {!isRecovery && <JobCards />}
    </ToastStack>
  );
}
