import type { ReactNode } from 'react';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { runErrorAction } from '../../state/report-error.ts';
import { copyText } from './code-map-actions.ts';
import type { Loadable } from './code-map-store.ts';
import styles from './side-panel.module.css';

type LoadableListProps<Value> = {
  list: Loadable<Value>;
  waitingWords: string;
  onRetry: () => void;
  children: (value: Value) => ReactNode;
};

/** A list that is still coming, came, or could not come. */
export function LoadableList<Value>({ list, waitingWords, onRetry, children }: LoadableListProps<Value>) {
  if (list.status === 'ready') return <div className={styles.scroller}>{children(list.value)}</div>;
  return (
    <div className={styles.place}>
      {list.status === 'failed' ? (
        <ErrorNotice
          error={{ action: 'retry', ...list.error }}
          onCopyDetails={copyText}
          onAction={(action) => {
            if (!runErrorAction(action, list.error?.code)) onRetry();
          }}
        />
      ) : (
        <Spinner>{waitingWords}</Spinner>
      )}
    </div>
  );
}
