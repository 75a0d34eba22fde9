import type { Part } from '#protocol/conversation.ts';
import { VisuallyHidden } from '../../components/visually-hidden.tsx';
import { strings } from '../../strings/strings.ts';
import styles from './message.module.css';
import { PromptText } from './prompt-text.tsx';
import { SentAttachments } from './sent-parts.tsx';

/** What the person said into the running turn, where it reached the model. */
export function SteeringView({ part: { parts } }: { part: Extract<Part, { type: 'steering' }> }) {
  return (
    <div className={styles.prompt} data-selectable>
      <VisuallyHidden as="h2">{strings.thread.youSaidMeanwhile}</VisuallyHidden>
      <SentAttachments parts={parts} />
      <PromptText parts={parts} />
    </div>
  );
}
