import { X } from 'lucide-react';
import { IconButton } from '../../components/icon-button.tsx';
import type { Attachment } from './attachments.ts';
import styles from './composer.module.css';

/** The images that will go with the prompt, each with a way to take it out. */
export function AttachmentRow({ attachments, onRemove }: { attachments: readonly Attachment[]; onRemove: (id: string) => void }) {
  if (attachments.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noRedundantRoles: without list marks WebKit and base.css need it said.
    <ul className={styles.attachments} role="list" aria-label="Attached images">
      {attachments.map(({ id, part }) => (
        <li key={id} className={styles.attachment}>
          <img src={`data:${part.mimeType};base64,${part.data}`} alt={part.name ?? 'Attached image'} />
          <IconButton
            size="small"
            className={styles.removeAttachment}
            label={`Remove ${part.name ?? 'image'}`}
            tooltipSide="top"
            icon={<X size={14} strokeWidth={1.5} aria-hidden />}
            onClick={() => onRemove(id)}
          />
        </li>
      ))}
    </ul>
  );
}
