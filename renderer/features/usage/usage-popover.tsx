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
import { plural } from '../thread/duration-words.ts';
import styles from './usage-popover.module.css';
import { formatDay, formatUsd, totalCost } from './usage-words.ts';

type UsagePopoverProps = {
  conversationId: string;
  /** Of the turn shown last. */
  usage: Usage;
  model: string | null;
  windowTokens: number;
};

const figure = (count: number) => count.toLocaleString('en');

/** Where the tokens and the money went: the window, the last turn, and the whole conversation. */
export function UsagePopover({ conversationId, usage, model, windowTokens }: UsagePopoverProps) {
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
        <h3 className={styles.title}>Context</h3>
        <p data-selectable>
          {figure(usage.contextTokens)} of {figure(windowTokens)} tokens, {percent} %
        </p>
        <p className={styles.quiet}>
          What the model was sent last. When it gets full, its beginning is summarized, and the thread says so.
        </p>
      </section>
      <section>
        <h3 className={styles.title}>Last turn</h3>
        <dl className={styles.figures}>
          <dt>Input</dt>
          <dd>{figure(usage.inputTokens)}</dd>
          <dt>of it cached</dt>
          <dd>{figure(usage.cachedTokens)}</dd>
          <dt>Output</dt>
          <dd>{figure(usage.outputTokens)}</dd>
          <dt>Thinking</dt>
          <dd>{figure(usage.thoughtTokens)}</dd>
          <dt>Cost</dt>
          <dd>{turnCost === null ? 'not known' : formatUsd(turnCost)}</dd>
        </dl>
      </section>
      <section>
        <h3 className={styles.title}>This conversation</h3>
        {all === null ? <Spinner>Adding up…</Spinner> : <ConversationTotals usage={all} />}
      </section>
      <div className={styles.foot}>
        <span className={styles.quiet}>Prices of {formatDay(PRICES_AS_OF)} in US dollars. They may be outdated.</span>
        <Button size="small" onClick={() => openSettings('prices')}>
          Edit prices
        </Button>
      </div>
    </div>
  );
}

function ConversationTotals({ usage }: { usage: ConversationUsage }) {
  const { usd, unpricedTurns } = totalCost(usage);
  if (usage.turns === 0) return <p className={styles.quiet}>The first turn is not finished yet.</p>;
  return (
    <>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Turns</th>
            <th scope="col">Input</th>
            <th scope="col">Output</th>
            <th scope="col">Cost</th>
          </tr>
        </thead>
        <tbody>
          {usage.models.map(({ model, turns, inputTokens, outputTokens, thoughtTokens, costUsd }) => (
            <tr key={model}>
              <th scope="row">{model ?? 'Unknown'}</th>
              <td>{turns}</td>
              <td>{figure(inputTokens)}</td>
              <td>{figure(outputTokens + thoughtTokens)}</td>
              <td>{costUsd === null ? '–' : formatUsd(costUsd)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p data-selectable>
        {usd === null ? 'Cost not known' : `About ${formatUsd(usd)}`}
        {usd !== null && unpricedTurns > 0 && `, without ${plural(unpricedTurns, 'turn')} whose price is not known`}
      </p>
      <p className={styles.quiet}>Adds up {plural(usage.turns, 'turn')} with known usage; other versions and stopped answers count, too.</p>
    </>
  );
}
