import { useComposerIntent } from '../../state/composer-intent.ts';
import styles from './new-conversation-guide.module.css';
import type { StartingPrompt } from './starting-prompts.tsx';

/** Things to try: each puts its text into the composer, where it can be changed before it is sent. */
export function PromptList({ conversationId, prompts }: { conversationId: string; prompts: readonly StartingPrompt[] }) {
  return (
    <ul className={styles.prompts}>
      {prompts.map((prompt) => (
        <li key={prompt.title}>
          <button
            type="button"
            className={styles.prompt}
            onClick={() => useComposerIntent.getState().request({ conversationId, text: prompt.text })}
          >
            {prompt.icon}
            <span className={styles.promptTitle}>{prompt.title}</span>
            <span className={styles.promptDescription}>{prompt.description}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
