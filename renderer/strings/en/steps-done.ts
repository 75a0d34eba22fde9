import { formatNumber } from '../format.ts';
import { choose, counted, counts } from './counts.ts';

/** What an agent did, for the line that its steps fold into. */
export const stepsDone = {
  read: (count: number) => `read ${counts.files(count)}`,
  edit: (count: number) => `edited ${counts.files(count)}`,
  delete: (count: number) => `deleted ${counts.files(count)}`,
  move: (count: number) => `moved ${counts.files(count)}`,
  search: (count: number) => choose(count, { one: 'searched once', other: `searched ${formatNumber(count)} times` }),
  execute: (count: number) => `ran ${counted(count, { one: 'command', other: 'commands' })}`,
  think: (count: number) => `made ${counted(count, { one: 'plan', other: 'plans' })}`,
  fetch: (count: number) => `fetched ${counted(count, { one: 'page', other: 'pages' })}`,
  codeMap: (count: number) => choose(count, { one: 'asked the code map', other: `asked the code map ${formatNumber(count)} times` }),
  other: (count: number) => `used ${counted(count, { one: 'tool', other: 'tools' })}`,
};
