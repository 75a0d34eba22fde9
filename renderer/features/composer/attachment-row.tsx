import { FileText, Folder, X } from 'lucide-react';
import { IconButton } from '../../components/icon-button.tsx';
import { strings } from '../../strings/strings.ts';
import { VisibleText } from '../markdown/visible-text.tsx';
import { formatBytes } from '../thread/duration-words.ts';
import { folderCount } from '../thread/sent-parts.tsx';
import type { Attachment } from './attachments.ts';
import styles from './composer.module.css';

/** What will go with the prompt, each with a way to take it out. */
export function AttachmentRow({ attachments, onRemove }: { attachments: readonly Attachment[]; onRemove: (id: string) => void }) {
  if (attachments.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noRedundantRoles: without list marks WebKit and base.css need it said.
    <ul className={styles.attachments} role="list" aria-label={strings.composer.attachments}>
      {attachments.map(({ id, part }) => (
        <li key={id} className={styles.attachment}>
          <AttachmentPreview part={part} />
          <IconButton
            size="small"
            className={styles.removeAttachment}
            label={strings.composer.removeAttachment(nameOf(part))}
            tooltipSide="top"
            icon={<X size={14} strokeWidth={1.5} aria-hidden />}
            onClick={() => onRemove(id)}
          />
        </li>
      ))}
    </ul>
  );
}

/** Of a text, as many characters as its preview can show at all. */
const PREVIEW_CHARS = 300;

function AttachmentPreview({ part }: { part: Attachment['part'] }) {
  switch (part.type) {
    case 'image':
      return <img src={`data:${part.mimeType};base64,${part.data}`} alt={part.name ?? strings.composer.attachedImage} />;
    case 'file':
      return (
        <div className={styles.filePreview}>
          <span className={styles.fileName}>
            <FileText className={styles.fileIcon} size={14} strokeWidth={1.5} aria-hidden />
            <span>
              <VisibleText>{part.name}</VisibleText>
            </span>
          </span>
          {part.content.encoding === 'text' ? (
            <pre className={styles.fileLines}>
              <VisibleText>{part.content.text.slice(0, PREVIEW_CHARS)}</VisibleText>
            </pre>
          ) : (
            <span className={styles.fileLines}>PDF</span>
          )}
          <span className={styles.fileSize}>{formatBytes(part.sizeBytes)}</span>
        </div>
      );
    case 'folder':
      return (
        <div className={styles.filePreview}>
          <span className={styles.fileName}>
            <Folder className={styles.fileIcon} size={14} strokeWidth={1.5} aria-hidden />
            <span>
              <VisibleText>{nameOf(part)}</VisibleText>
            </span>
          </span>
          <pre className={styles.fileLines}>
            <VisibleText>{part.files.slice(0, 2).join('\n')}</VisibleText>
          </pre>
          <span className={styles.fileSize}>
            {folderCount(part.fileCount, part.hasMore)}
            {strings.composer.namesOnly}
          </span>
        </div>
      );
  }
}

function nameOf(part: Attachment['part']): string {
  if (part.type === 'folder') return part.path.split(/[\\/]/).findLast((piece) => piece !== '') ?? part.path;
  return part.name ?? 'image';
}
