import { RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { IntermapProgress } from '#protocol/intermap-frames.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { runErrorAction } from '../../state/report-error.ts';
import { openSettings } from '../../state/window-store.ts';
import { strings } from '../../strings/strings.ts';
import { chooseFolder } from '../conversation-settings/folder-picker.tsx';
import { copyText } from './code-map-actions.ts';
import type { CodeMapStore } from './code-map-store.ts';
import styles from './reading-notice.module.css';
import { useCodeMap } from './use-code-map.ts';

const WORDS_AFTER_MS = 400;

/** What stands in the picture's place while the project is read, and when that failed or was stopped. */
export function ReadingNotice({ store, conversationId }: { store: CodeMapStore; conversationId: string }) {
  const status = useCodeMap(store, (state) => state.status);
  const error = useCodeMap(store, (state) => state.error);
  if (status === 'loading') return <Reading store={store} />;
  if (status === 'failed' && error !== null) {
    return (
      <div className={styles.place}>
        <ErrorNotice
          error={{ action: 'retry', ...error }}
          onCopyDetails={copyText}
          onAction={(action) => {
            if (action === 'choose-folder') void chooseFolder(conversationId);
            // Of all settings only that of Python can stand in the way here.
            else if (action === 'open-settings') openSettings('agents');
            else if (!runErrorAction(action)) void store.load();
          }}
        />
        {error.action !== undefined && error.action !== 'retry' && (
          <Button size="small" icon={<RefreshCw aria-hidden />} onClick={() => void store.load()}>
            {strings.common.tryAgain}
          </Button>
        )}
      </div>
    );
  }
  return (
    <div className={styles.place}>
      <EmptyState
        size="small"
        title={strings.codeMap.readingStopped}
        actions={
          <Button icon={<RefreshCw aria-hidden />} onClick={() => void store.load()}>
            {strings.codeMap.readProject}
          </Button>
        }
      >
        {strings.codeMap.readingStoppedHint}
      </EmptyState>
    </div>
  );
}

function Reading({ store }: { store: CodeMapStore }) {
  const progress = useCodeMap(store, (state) => state.progress);
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), WORDS_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!isSlow) return <div className={styles.place} />;
  return (
    <div className={styles.place}>
      <div className={styles.reading}>
        <Spinner>{progress === null ? strings.codeMap.readingProject : progressWords(progress)}</Spinner>
        {progress !== null && progress.total > 0 && (
          <ProgressBar className={styles.bar} label={strings.codeMap.filesRead} progress={progress} />
        )}
        <Button size="small" onClick={store.cancel}>
          {strings.processes.stop}
        </Button>
      </div>
    </div>
  );
}

const PHASE_WORDS: Record<string, string> = {
  index: strings.codeMap.readingFiles,
  resolve: strings.codeMap.followingCalls,
  link: strings.codeMap.linkingFiles,
};

/** "Reading files: 120 of 1,830". */
export function progressWords({ phase, done, total }: IntermapProgress): string {
  return strings.codeMap.progress(PHASE_WORDS[phase] ?? strings.codeMap.readingProject, done, total);
}
