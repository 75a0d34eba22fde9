import { ExternalLink, Plus } from 'lucide-react';
import { useState } from 'react';
import { LISTED_PRICES, type ModelPrice, PRICES_AS_OF, PRICES_SOURCE } from '#protocol/prices.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { reportErrors } from '../../state/report-error.ts';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { PriceRow } from './price-row.tsx';
import styles from './prices-section.module.css';
import { formatDay } from './usage-words.ts';

/** What tokens cost: the table that ships, and the person's own prices over it. */
export function PricesSection() {
  const own = useSettings((state) => state.settings.modelPrices);
  const error = useSettings((state) => state.errors.modelPrices);
  const [added, setAdded] = useState<string[]>([]);
  const [name, setName] = useState('');
  const models = [...new Set([...Object.keys(LISTED_PRICES), ...Object.keys(own), ...added])];

  const change = (model: string, price: ModelPrice | undefined) => {
    const { [model]: _, ...others } = own;
    void changeSetting('modelPrices', price === undefined ? others : { ...others, [model]: price });
    if (price === undefined) setAdded(added.filter((other) => other !== model));
  };
  const add = () => {
    const model = name.trim();
    if (model === '') return;
    setAdded([...added, model]);
    setName('');
  };

  return (
    <>
      <p className={styles.text}>
        US dollars per million tokens, as Google published them for the paid Gemini API on {formatDay(PRICES_AS_OF)}. They may be outdated,
        and your contract may have others: correct them here. For prompts above 200,000 tokens the table has higher prices where the model
        has them; a price of your own applies to all prompts. A model without a price shows no cost.
      </p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Model</th>
            <th scope="col">Input</th>
            <th scope="col">Cached input</th>
            <th scope="col">Output</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {models.map((model) => (
            <PriceRow key={model} model={model} listed={LISTED_PRICES[model]} own={own[model]} onChange={(price) => change(model, price)} />
          ))}
        </tbody>
      </table>
      {error !== undefined && (
        <p className={styles.error} role="alert">
          {error.message}
        </p>
      )}
      <form
        className={styles.add}
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <TextField label="Another model" placeholder="gemini-exp-1206" value={name} onChange={(event) => setName(event.target.value)} />
        <Button type="submit" icon={<Plus aria-hidden />}>
          Add
        </Button>
        <Button
          variant="ghost"
          icon={<ExternalLink aria-hidden />}
          onClick={() => reportErrors(invoke('desktop.openExternal', { url: PRICES_SOURCE }))}
        >
          Google’s prices
        </Button>
      </form>
    </>
  );
}
