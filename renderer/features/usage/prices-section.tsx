import { ExternalLink, Plus } from 'lucide-react';
import { useState } from 'react';
import { LISTED_PRICES, type ModelPrice, PRICES_AS_OF, PRICES_SOURCE } from '#protocol/prices.ts';
import { invoke } from '../../api.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';
import { reportErrors } from '../../state/report-error.ts';
import { changeSetting, useSettings } from '../../state/settings-store.ts';
import { strings } from '../../strings/strings.ts';
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
      <p className={styles.text}>{strings.usage.listedPrices(formatDay(PRICES_AS_OF))}</p>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{strings.usage.model}</th>
            <th scope="col">{strings.usage.input}</th>
            <th scope="col">{strings.usage.cachedInput}</th>
            <th scope="col">{strings.usage.output}</th>
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
        <TextField
          label={strings.usage.anotherModel}
          placeholder="gemini-exp-1206"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" icon={<Plus aria-hidden />}>
          {strings.usage.add}
        </Button>
        <Button
          variant="ghost"
          icon={<ExternalLink aria-hidden />}
          onClick={() => reportErrors(invoke('desktop.openExternal', { url: PRICES_SOURCE }))}
        >
          {strings.usage.googlesPrices}
        </Button>
      </form>
    </>
  );
}
