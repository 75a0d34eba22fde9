import type { Strings } from '../en.ts';
import { formatNumber } from '../format.ts';
import { choose, counted, counts } from './counts.ts';

export const stepsDone: Strings['stepsDone'] = {
  read: (count: number) => `${counts.files(count)} gelesen`,
  edit: (count: number) => `${counts.files(count)} bearbeitet`,
  delete: (count: number) => `${counts.files(count)} gelöscht`,
  move: (count: number) => `${counts.files(count)} verschoben`,
  search: (count: number) => choose(count, { one: 'einmal gesucht', other: `${formatNumber(count)}-mal gesucht` }),
  execute: (count: number) => `${counted(count, { one: 'Befehl', other: 'Befehle' })} ausgeführt`,
  think: (count: number) => `${counted(count, { one: 'Plan', other: 'Pläne' })} gemacht`,
  fetch: (count: number) => `${counted(count, { one: 'Seite', other: 'Seiten' })} abgerufen`,
  codeMap: (count: number) => choose(count, { one: 'die Codekarte befragt', other: `die Codekarte ${formatNumber(count)}-mal befragt` }),
  other: (count: number) => `${counted(count, { one: 'Werkzeug', other: 'Werkzeuge' })} verwendet`,
};
