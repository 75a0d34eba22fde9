import type { Message } from '#protocol/conversation.ts';
import { formatCount, formatDuration } from './duration-words.ts';
import styles from './message.module.css';

const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const DATE_AND_TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

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
          {formatCount(usage.inputTokens)} in, {formatCount(usage.outputTokens + usage.thoughtTokens)} out
        </span>
      )}
    </span>
  );
}

function usageTitle(usage: NonNullable<Message['usage']>): string {
  const cached = usage.cachedTokens > 0 ? ` (${usage.cachedTokens.toLocaleString()} cached)` : '';
  const thoughts = usage.thoughtTokens > 0 ? ` and ${usage.thoughtTokens.toLocaleString()} for thinking` : '';
  return `Tokens: ${usage.inputTokens.toLocaleString()} in${cached}, ${usage.outputTokens.toLocaleString()} out${thoughts}`;
}
