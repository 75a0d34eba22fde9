import { RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { ModelPrice } from '#protocol/prices.ts';
import fieldStyles from '../../components/field.module.css';
import { IconButton } from '../../components/icon-button.tsx';
import { strings } from '../../strings/strings.ts';
import styles from './prices-section.module.css';

const KINDS = [
  { key: 'input', label: strings.usage.input },
  { key: 'cached', label: strings.usage.cachedInput },
  { key: 'output', label: strings.usage.output },
] as const;

type Texts = Record<(typeof KINDS)[number]['key'], string>;

type PriceRowProps = {
  model: string;
  listed: ModelPrice | undefined;
  own: ModelPrice | undefined;
  /** Undefined: the table's price applies again. */
  onChange: (price: ModelPrice | undefined) => void;
};

const textsOf = (price: ModelPrice | undefined): Texts => ({
  input: price === undefined ? '' : String(price.input),
  cached: price === undefined ? '' : String(price.cached),
  output: price === undefined ? '' : String(price.output),
});

/** The prices of one model. An empty field means the table's price. */
export function PriceRow({ model, listed, own, onChange }: PriceRowProps) {
  const [texts, setTexts] = useState<Texts>(() => textsOf(own));
  const edit = (key: keyof Texts, text: string) => {
    const next = { ...texts, [key]: text };
    setTexts(next);
    const price = priceFrom(next, listed);
    if (price !== null) onChange(price);
  };
  const isUnfinished = priceFrom(texts, listed) === null;
  return (
    <tr>
      <th scope="row">{model}</th>
      {KINDS.map(({ key, label }) => (
        <td key={key}>
          <input
            className={`${fieldStyles.control} ${styles.price}`}
            inputMode="decimal"
            aria-label={strings.usage.priceOf(label, model)}
            aria-invalid={isUnfinished && !isPrice(texts[key]) ? true : undefined}
            placeholder={listed === undefined ? '' : String(listed[key])}
            value={texts[key]}
            onChange={(event) => edit(key, event.target.value.trim())}
          />
        </td>
      ))}
      <td>
        {(own !== undefined || isUnfinished) && (
          <IconButton
            size="small"
            label={listed === undefined ? strings.usage.removePrice(model) : strings.usage.listedPriceAgain(model)}
            icon={<RotateCcw aria-hidden />}
            onClick={() => {
              setTexts(textsOf(undefined));
              onChange(undefined);
            }}
          />
        )}
      </td>
    </tr>
  );
}

function isPrice(text: string): boolean {
  return /^\d+([.,]\d+)?$/.test(text) && Number(text.replace(',', '.')) <= 100_000;
}

/** Undefined: nothing of one's own. Null: not finished or no number. */
function priceFrom(texts: Texts, listed: ModelPrice | undefined): ModelPrice | undefined | null {
  if (Object.values(texts).every((text) => text === '')) return listed === undefined ? null : undefined;
  const value = (key: keyof Texts) =>
    texts[key] === '' ? listed?.[key] : isPrice(texts[key]) ? Number(texts[key].replace(',', '.')) : undefined;
  const [input, cached, output] = [value('input'), value('cached'), value('output')];
  return input === undefined || cached === undefined || output === undefined ? null : { input, cached, output };
}
