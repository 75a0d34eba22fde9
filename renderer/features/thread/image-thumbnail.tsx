import type { Part } from '#protocol/conversation.ts';
import { strings } from '../../strings/strings.ts';
import styles from './message.module.css';

/** A picture the person sent. */
export function ImageThumbnail({ part }: { part: Extract<Part, { type: 'image' }> }) {
  return (
    <img className={styles.image} src={`data:${part.mimeType};base64,${part.data}`} alt={part.name ?? strings.composer.attachedImage} />
  );
}
