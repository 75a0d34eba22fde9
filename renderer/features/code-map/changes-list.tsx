import { RefreshCw } from 'lucide-react';
import type { IntermapResult } from '#protocol/intermap.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { askForText } from './code-map-actions.ts';
import type { CodeMapStore } from './code-map-store.ts';
import { KindIcon } from './kind-icon.tsx';
import { LoadableList } from './loadable-list.tsx';
import { countOf } from './model/folder-scene.ts';
import { baseName, folderOf } from './model/project-map.ts';
import styles from './side-panel.module.css';
import { TestCommands } from './test-command.tsx';
import { useCodeMap } from './use-code-map.ts';

type ChangeImpact = IntermapResult<'change_impact'>;

const STATUS_WORDS: Record<ChangeImpact['changed'][number]['status'], string> = {
  added: 'added',
  modified: 'modified',
  deleted: 'deleted',
  untracked: 'new',
};

/** What was changed since the last commit, what that reaches, and which tests to run. */
export function ChangesList({ store, conversationId }: { store: CodeMapStore; conversationId: string }) {
  const changes = useCodeMap(store, (state) => state.changes);
  // Only git can fail here in this way: it is missing, or the folder is in no repository.
  if (changes.status === 'failed' && changes.error.code === 'conflict') {
    return <NoHistory store={store} conversationId={conversationId} reason={changes.error.message} />;
  }
  return (
    <LoadableList list={changes} waitingWords="Looking at what changed" onRetry={() => void store.loadChanges()}>
      {(impact) =>
        impact.changed.length === 0 ? (
          <p className={styles.intro}>Nothing has changed since the last commit.</p>
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
        title="No earlier state to compare with"
        actions={
          <>
            <Button onClick={() => askForText(store, conversationId, SET_UP_GIT)}>Ask the agent to set up git</Button>
            <Button variant="ghost" icon={<RefreshCw aria-hidden />} onClick={() => void store.loadChanges()}>
              Look again
            </Button>
          </>
        }
      >
        {reason} Changes are what differs from the last commit. Without git, choose any definition on the map to see what a change of it
        would reach and which tests to run.
      </EmptyState>
    </div>
  );
}

const SET_UP_GIT = 'Set up git in this project: make a .gitignore that fits it, then a first commit. Show me what will be in it first.';

function Changes({ store, impact }: { store: CodeMapStore; impact: ChangeImpact }) {
  const showOnMap = () => {
    const depthByFile = new Map<string, number>();
    for (const { file, depth } of impact.affected) depthByFile.set(file, Math.min(depth, depthByFile.get(file) ?? depth));
    for (const { file } of impact.changed) depthByFile.set(file, 0);
    void store.emphasise({ label: 'Changes and what they reach', depthByFile });
  };
  return (
    <>
      <div className={styles.groupHead}>
        {countOf(impact.changed.length, 'changed file')}
        <Button size="small" variant="ghost" onClick={showOnMap}>
          Show on the map
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
          {impact.tests.length === 0 ? 'No test is reached' : `${countOf(impact.tests.length, 'test file')} to run`}
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
                  {{ changed: 'changed itself', calls: 'calls what changed', imports: 'imports what changed' }[reason]}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
