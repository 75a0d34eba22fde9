import type { Usage } from '#protocol/conversation.ts';
import { Tooltip } from '../../components/tooltip.tsx';
import { formatCount } from '../thread/duration-words.ts';
import styles from './context-meter.module.css';

/** From here on answers may soon suffer, and the person should know. */
const NEARLY_FULL = 0.8;

/** How much of the model's context window the conversation fills. Nothing while that is not known. */
export function ContextMeter({ usage, contextWindow }: { usage: Usage | null; contextWindow: number | undefined }) {
  const windowTokens = usage?.contextWindow ?? contextWindow;
  if (usage === null || windowTokens === undefined || usage.contextTokens === 0) return null;
  const share = Math.min(1, usage.contextTokens / windowTokens);
  const percent = Math.round(share * 100);
  const label = `${usage.contextTokens.toLocaleString()} of ${windowTokens.toLocaleString()} tokens of context`;
  return (
    <Tooltip content={label} side="top">
      {/* biome-ignore lint/a11y/useSemanticElements: a meter element can't be styled to the tokens in all its states. */}
      <span
        className={styles.meter}
        role="meter"
        aria-label="Context filled"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its tooltip must be reachable by keyboard.
        tabIndex={0}
      >
        <span className={styles.track} aria-hidden>
          <span className={styles.fill} data-nearly-full={share >= NEARLY_FULL} style={{ width: `${Math.max(2, share * 100)}%` }} />
        </span>
        <span className={styles.words}>
          {formatCount(usage.contextTokens)} of {formatCount(windowTokens)}
        </span>
      </span>
    </Tooltip>
  );
}
