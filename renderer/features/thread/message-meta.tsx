import type { Message } from '#protocol/conversation.ts';
import { dateFormat } from '../../strings/format.ts';
import { strings } from '../../strings/strings.ts';
import { formatCount, formatDuration } from './duration-words.ts';
import styles from './message.module.css';

const TIME = dateFormat({ hour: 'numeric', minute: '2-digit' });
const DATE_AND_TIME = dateFormat({ dateStyle: 'full', timeStyle: 'medium' });

/** When, by which model, how long and at what cost in tokens. */
export function MessageMeta({ message }: { message: Message }) {
  const { usage } = message;
  return (
    <span className={styles.meta}>
      <time dateTime={new Date(message.createdAt).toISOString()} title={DATE_AND_TIME.format(message.createdAt)}>
        {TIME.format(message.createdAt)}
      </time>
      {message.model !== null && <span>{message.model}</span>}
      {message.role === 'assistant' && message.finishedAt !== null && <span>{formatDuration(message.finishedAt - message.createdAt)}</span>}
      {usage !== null && (
        <span title={usageTitle(usage)}>
          {strings.thread.tokensInAndOut(formatCount(usage.inputTokens), formatCount(usage.outputTokens + usage.thoughtTokens))}
        </span>
      )}
    </span>
  );
}

function usageTitle(usage: NonNullable<Message['usage']>): string {
  return strings.thread.usage(usage.inputTokens, usage.cachedTokens, usage.outputTokens, usage.thoughtTokens);
}
