import { RefreshCw } from 'lucide-react';
import type { IntermapResult } from '#protocol/intermap.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { strings } from '../../strings/strings.ts';
import { askForText } from './code-map-actions.ts';
import type { CodeMapStore } from './code-map-store.ts';
import { KindIcon } from './kind-icon.tsx';
import { LoadableList } from './loadable-list.tsx';
import { baseName, folderOf } from './model/project-map.ts';
import styles from './side-panel.module.css';
import { TestCommands } from './test-command.tsx';
import { useCodeMap } from './use-code-map.ts';

type ChangeImpact = IntermapResult<'change_impact'>;

const STATUS_WORDS: Record<ChangeImpact['changed'][number]['status'], string> = {
  added: strings.codeMap.statusAdded,
  modified: strings.codeMap.statusModified,
  deleted: strings.codeMap.statusDeleted,
  untracked: strings.codeMap.statusNew,
};

/** What was changed since the last commit, what that reaches, and which tests to run. */
export function ChangesList({ store, conversationId }: { store: CodeMapStore; conversationId: string }) {
  const changes = useCodeMap(store, (state) => state.changes);
  // Only git can fail here in this way: it is missing, or the folder is in no repository.
  if (changes.status === 'failed' && changes.error.code === 'conflict') {
    return <NoHistory store={store} conversationId={conversationId} reason={changes.error.message} />;
  }
  return (
    <LoadableList list={changes} waitingWords={strings.codeMap.lookingAtChanges} onRetry={() => void store.loadChanges()}>
      {(impact) =>
        impact.changed.length === 0 ? (
          <p className={styles.intro}>{strings.codeMap.nothingChanged}</p>
        ) : (
          <Changes store={store} impact={impact} />
        )
      }
    </LoadableList>
  );
}

/** Nothing to compare with: what that takes, who can set it up, and what works without it. */
function NoHistory({ store, conversationId, reason }: { store: CodeMapStore; conversationId: string; reason: string }) {
  return (
    <div className={styles.place}>
      <EmptyState
        size="small"
        title={strings.codeMap.noEarlierState}
        actions={
          <>
            <Button onClick={() => askForText(store, conversationId, SET_UP_GIT)}>{strings.codeMap.askToSetUpGit}</Button>
            <Button variant="ghost" icon={<RefreshCw aria-hidden />} onClick={() => void store.loadChanges()}>
              {strings.codeMap.lookAgain}
            </Button>
          </>
        }
      >
        {strings.codeMap.noHistoryHint(reason)}
      </EmptyState>
    </div>
  );
}

const SET_UP_GIT = strings.codeMap.setUpGitPrompt;

function Changes({ store, impact }: { store: CodeMapStore; impact: ChangeImpact }) {
  const showOnMap = () => {
    const depthByFile = new Map<string, number>();
    for (const { file, depth } of impact.affected) depthByFile.set(file, Math.min(depth, depthByFile.get(file) ?? depth));
    for (const { file } of impact.changed) depthByFile.set(file, 0);
    void store.emphasise({ label: strings.codeMap.changesAndReach, depthByFile });
  };
  return (
    <>
      <div className={styles.groupHead}>
        {strings.codeMap.changedFiles(impact.changed.length)}
        <Button size="small" variant="ghost" onClick={showOnMap}>
          {strings.codeMap.showOnMap}
        </Button>
      </div>
      <ul className={styles.list}>
        {impact.changed.map(({ file, status, symbols }) => (
          <li key={file}>
            <button
              type="button"
              className={styles.row}
              title={file}
              disabled={status === 'deleted'}
              onClick={() => void store.open({ type: 'file', file })}
            >
              <KindIcon kind="file" />
              <span className={styles.name}>{baseName(file)}</span>
              <span className={styles.where}>{folderOf(file)}</span>
              <span className={styles.badge}>
                {STATUS_WORDS[status]}
                {symbols.length > 0 && ` · ${symbols.length}`}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <section className={styles.group}>
        <div className={styles.groupHead}>
          {impact.tests.length === 0 ? strings.codeMap.noTestReached : strings.codeMap.testsToRun(impact.tests.length)}
        </div>
        <TestCommands commands={impact.test_commands} />
        <ul className={styles.list}>
          {impact.tests.map(({ file, reason, why }) => (
            <li key={file}>
              <button
                type="button"
                className={styles.row}
                title={`${file}\n${why.join(' → ')}`}
                onClick={() => void store.open({ type: 'file', file })}
              >
                <KindIcon kind="file" />
                <span className={styles.name}>{baseName(file)}</span>
                <span className={styles.where}>
                  {
                    {
                      changed: strings.codeMap.changedItself,
                      calls: strings.codeMap.callsChanged,
                      imports: strings.codeMap.importsChanged,
                    }[reason]
                  }
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
