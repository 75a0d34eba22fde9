import { useRef } from 'react';
import styles from './changed-file-row.module.css';
import { ChangedFileRow } from './changed-file-row.tsx';
import type { ChangedFile } from './changes-model.ts';

type ChangedFileListProps = { conversationId: string; files: readonly ChangedFile[]; label: string };

/** Files one can walk through with the arrow keys. */
export function ChangedFileList({ conversationId, files, label }: ChangedFileListProps) {
  const list = useRef<HTMLUListElement>(null);
  const step = (from: HTMLElement, by: 1 | -1) => {
    // All lists of the view are one for the arrow keys.
    const rows = [...(list.current?.closest('[role="tabpanel"]') ?? document).querySelectorAll<HTMLElement>('[data-changed-file]')];
    rows[rows.indexOf(from) + by]?.focus();
  };
  return (
    <ul ref={list} className={styles.list} aria-label={label}>
      {files.map((file) => (
        <ChangedFileRow key={file.key} conversationId={conversationId} file={file} onStep={step} />
      ))}
    </ul>
  );
}
