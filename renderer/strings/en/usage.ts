import { formatNumber } from '../format.ts';
import { counted } from './counts.ts';

/** Tokens and money. */
export const usage = {
  input: 'Input',
  cachedInput: 'Cached input',
  output: 'Output',
  priceOf: (kind: string, model: string) => `${kind} price of ${model}`,
  removePrice: (model: string) => `Remove the price of ${model}`,
  listedPriceAgain: (model: string) => `Use the table’s price of ${model}`,
  model: 'Model',
  anotherModel: 'Another model',
  add: 'Add',
  googlesPrices: 'Google’s prices',
  context: 'Context',
  contextHint: 'What the model was sent last. When it gets full, its beginning is summarized, and the thread says so.',
  makeRoomHint: 'Summarize the beginning now. The thread keeps every word.',
  lastTurn: 'Last turn',
  ofItCached: 'of it cached',
  thinking: 'Thinking',
  cost: 'Cost',
  notKnown: 'not known',
  thisConversation: 'This conversation',
  addingUp: 'Adding up…',
  editPrices: 'Edit prices',
  firstTurnRuns: 'The first turn is not finished yet.',
  turns: 'Turns',
  unknown: 'Unknown',
  costNotKnown: 'Cost not known',
  about: (cost: string) => `About ${cost}`,
  listedPrices: (day: string) =>
    `US dollars per million tokens, as Google published them for the paid Gemini API on ${day}. They may be outdated, and your contract may have others: correct them here. For prompts above 200,000 tokens the table has higher prices where the model has them; a price of your own applies to all prompts. A model without a price shows no cost.`,
  tokensOf: (used: number, all: number, percent: number) =>
    `${formatNumber(used)} of ${formatNumber(all)} tokens, ${formatNumber(percent)} %`,
  withoutUnpriced: (turns: number) => `, without ${counted(turns, { one: 'turn', other: 'turns' })} whose price is not known`,
  addsUp: (turns: number) =>
    `Adds up ${counted(turns, { one: 'turn', other: 'turns' })} with known usage; other versions and stopped answers count, too.`,
  pricesOf: (day: string) => `Prices of ${day} in US dollars. They may be outdated.`,
  underCent: 'under $0.0001',
  dollars: (amount: string) => `$${amount}`,
};
