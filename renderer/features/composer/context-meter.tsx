import { useState } from 'react';
import type { Usage } from '#protocol/conversation.ts';
import { Popover } from '../../components/popover.tsx';
import { strings } from '../../strings/strings.ts';
import { formatCount } from '../thread/duration-words.ts';
import { UsagePopover } from '../usage/usage-popover.tsx';
import styles from './context-meter.module.css';

/** From here on answers may soon suffer, and the person should know. */
const NEARLY_FULL = 0.8;

type ContextMeterProps = {
  conversationId: string;
  usage: Usage | null;
  /** The model that the usage is of. */
  model: string | null;
  contextWindow: number | undefined;
  /** Left out where the agent can’t, or is at work. */
  onMakeRoom: (() => void) | undefined;
};

/** How much of the model's context window the conversation fills; opens what was used and what it cost. Nothing while that is not known. */
export function ContextMeter({ conversationId, usage, model, contextWindow, onMakeRoom }: ContextMeterProps) {
  const [isOpen, setIsOpen] = useState(false);
  const windowTokens = usage?.contextWindow ?? contextWindow;
  if (usage === null || windowTokens === undefined || usage.contextTokens === 0) return null;
  const share = Math.min(1, usage.contextTokens / windowTokens);
  const words = strings.composer.usedOf(formatCount(usage.contextTokens), formatCount(windowTokens));
  const exactly = strings.composer.contextExactly(usage.contextTokens, windowTokens);
  return (
    <Popover
      label={strings.composer.usageAndCost}
      side="top"
      align="end"
      open={isOpen}
      onOpenChange={setIsOpen}
      trigger={
        <button type="button" className={styles.meter} aria-label={strings.composer.contextButton(words)} title={exactly}>
          <span className={styles.track} aria-hidden>
            <span className={styles.fill} data-nearly-full={share >= NEARLY_FULL} style={{ width: `${Math.max(2, share * 100)}%` }} />
          </span>
          <span className={styles.words}>{words}</span>
        </button>
      }
    >
      <UsagePopover
        conversationId={conversationId}
        usage={usage}
        model={model}
        windowTokens={windowTokens}
        onMakeRoom={
          onMakeRoom &&
          (() => {
            setIsOpen(false);
            onMakeRoom();
          })
        }
      />
    </Popover>
  );
}
