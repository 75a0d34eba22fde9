import { useEffect, useState } from 'react';
import type { Usage } from '#protocol/conversation.ts';
import { costOf, PRICES_AS_OF } from '#protocol/prices.ts';
import type { ConversationUsage } from '#protocol/usage.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { Spinner } from '../../components/spinner.tsx';
import { showError } from '../../state/report-error.ts';
import { useSettings } from '../../state/settings-store.ts';
import { openSettings } from '../../state/window-store.ts';
import { formatNumber } from '../../strings/format.ts';
import { strings } from '../../strings/strings.ts';
import styles from './usage-popover.module.css';
import { formatDay, formatUsd, totalCost } from './usage-words.ts';

type UsagePopoverProps = {
  conversationId: string;
  /** Of the turn shown last. */
  usage: Usage;
  model: string | null;
  windowTokens: number;
  /** Left out where the agent can’t, or is at work. */
  onMakeRoom?: (() => void) | undefined;
};

/** Where the tokens and the money went: the window, the last turn, and the whole conversation. */
export function UsagePopover({ conversationId, usage, model, windowTokens, onMakeRoom }: UsagePopoverProps) {
  const [all, setAll] = useState<ConversationUsage | null>(null);
  const prices = useSettings((state) => state.settings.modelPrices);
  // Asked again when a turn has brought new figures, and when a price was changed.
  // biome-ignore lint/correctness/useExhaustiveDependencies: both change what main answers.
  useEffect(() => {
    invoke('usage.conversation', { conversationId }).then(setAll, showError);
  }, [conversationId, usage, prices]);
  const turnCost = costOf(usage, model, prices);
  const percent = Math.round((usage.contextTokens / windowTokens) * 100);

  return (
    <div className={styles.usage}>
      <section>
        <h3 className={styles.title}>{strings.usage.context}</h3>
        <p data-selectable>{strings.usage.tokensOf(usage.contextTokens, windowTokens, percent)}</p>
        <p className={styles.quiet}>{strings.usage.contextHint}</p>
        {onMakeRoom !== undefined && (
          <Button size="small" className={styles.makeRoom} title={strings.usage.makeRoomHint} onClick={onMakeRoom}>
            {strings.common.makeRoom}
          </Button>
        )}
      </section>
      <section>
        <h3 className={styles.title}>{strings.usage.lastTurn}</h3>
        <dl className={styles.figures}>
          <dt>{strings.usage.input}</dt>
          <dd>{formatNumber(usage.inputTokens)}</dd>
          <dt>{strings.usage.ofItCached}</dt>
          <dd>{formatNumber(usage.cachedTokens)}</dd>
          <dt>{strings.usage.output}</dt>
          <dd>{formatNumber(usage.outputTokens)}</dd>
          <dt>{strings.usage.thinking}</dt>
          <dd>{formatNumber(usage.thoughtTokens)}</dd>
          <dt>{strings.usage.cost}</dt>
          <dd>{turnCost === null ? strings.usage.notKnown : formatUsd(turnCost)}</dd>
        </dl>
      </section>
      <section>
        <h3 className={styles.title}>{strings.usage.thisConversation}</h3>
        {all === null ? <Spinner>{strings.usage.addingUp}</Spinner> : <ConversationTotals usage={all} />}
      </section>
      <div className={styles.foot}>
        <span className={styles.quiet}>{strings.usage.pricesOf(formatDay(PRICES_AS_OF))}</span>
        <Button size="small" onClick={() => openSettings('prices')}>
          {strings.usage.editPrices}
        </Button>
      </div>
    </div>
  );
}

function ConversationTotals({ usage }: { usage: ConversationUsage }) {
  const { usd, unpricedTurns } = totalCost(usage);
  if (usage.turns === 0) return <p className={styles.quiet}>{strings.usage.firstTurnRuns}</p>;
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{strings.usage.model}</th>
            <th scope="col">{strings.usage.turns}</th>
            <th scope="col">{strings.usage.input}</th>
            <th scope="col">{strings.usage.output}</th>
            <th scope="col">{strings.usage.cost}</th>
          </tr>
        </thead>
        <tbody>
          {usage.models.map(({ model, turns, inputTokens, outputTokens, thoughtTokens, costUsd }) => (
            <tr key={model}>
              <th scope="row">{model ?? strings.usage.unknown}</th>
              <td>{turns}</td>
              <td>{formatNumber(inputTokens)}</td>
              <td>{formatNumber(outputTokens + thoughtTokens)}</td>
              <td>{costUsd === null ? '–' : formatUsd(costUsd)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p data-selectable>
        {usd === null ? strings.usage.costNotKnown : strings.usage.about(formatUsd(usd))}
        {usd !== null && unpricedTurns > 0 && strings.usage.withoutUnpriced(unpricedTurns)}
      </p>
      <p className={styles.quiet}>{strings.usage.addsUp(usage.turns)}</p>
    </>
  );
}
