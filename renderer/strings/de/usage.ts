import type { Strings } from '../en.ts';
import { formatNumber } from '../format.ts';
import { counted } from './counts.ts';

export const usage: Strings['usage'] = {
  input: 'Eingabe',
  cachedInput: 'Eingabe aus dem Cache',
  output: 'Ausgabe',
  priceOf: (kind: string, model: string) => `Preis von ${model}: ${kind}`,
  removePrice: (model: string) => `Den Preis von ${model} entfernen`,
  listedPriceAgain: (model: string) => `Für ${model} den Preis der Tabelle verwenden`,
  model: 'Modell',
  anotherModel: 'Weiteres Modell',
  add: 'Hinzufügen',
  googlesPrices: 'Preise von Google',
  context: 'Kontext',
  contextHint:
    'Was dem Modell zuletzt gesendet wurde. Ist der Kontext voll, wird sein Anfang zusammengefasst, und der Verlauf weist darauf hin.',
  makeRoomHint: 'Den Anfang jetzt zusammenfassen. Im Verlauf bleibt jedes Wort.',
  lastTurn: 'Letzter Durchgang',
  ofItCached: 'davon aus dem Cache',
  thinking: 'Nachdenken',
  cost: 'Kosten',
  notKnown: 'nicht bekannt',
  thisConversation: 'Diese Unterhaltung',
  addingUp: 'Wird zusammengezählt …',
  editPrices: 'Preise bearbeiten',
  firstTurnRuns: 'Der erste Durchgang ist noch nicht beendet.',
  turns: 'Durchgänge',
  unknown: 'Unbekannt',
  costNotKnown: 'Kosten nicht bekannt',
  about: (cost: string) => `Etwa ${cost}`,
  listedPrices: (day: string) =>
    `US-Dollar je Million Token, wie von Google am ${day} für die kostenpflichtige Gemini-API veröffentlicht. Die Preise können veraltet sein, und Ihr Vertrag kann andere vorsehen: Hier lassen sie sich berichtigen. Für Eingaben über 200.000 Token enthält die Tabelle höhere Preise, wo das Modell solche hat; ein eigener Preis gilt für alle Eingaben. Ein Modell ohne Preis zeigt keine Kosten.`,
  tokensOf: (used: number, all: number, percent: number) =>
    `${formatNumber(used)} von ${formatNumber(all)} Token, ${formatNumber(percent)} %`,
  withoutUnpriced: (turns: number) =>
    `, ohne ${counted(turns, { one: 'Durchgang, dessen', other: 'Durchgänge, deren' })} Preis nicht bekannt ist`,
  addsUp: (turns: number) =>
    `Summe über ${counted(turns, { one: 'Durchgang', other: 'Durchgänge' })} mit bekanntem Verbrauch; andere Fassungen und gestoppte Antworten zählen mit.`,
  pricesOf: (day: string) => `Preise vom ${day} in US-Dollar. Sie können veraltet sein.`,
  underCent: 'unter 0,0001 $',
  dollars: (amount: string) => `${amount} $`,
};
