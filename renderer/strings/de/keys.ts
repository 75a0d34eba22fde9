import type { Strings } from '../en.ts';

export const keys: Strings['keys'] = {
  escape: 'Esc',
  control: 'Strg',
  alt: 'Alt',
  shift: 'Umschalt',
  enter: 'Eingabe',
  delete: 'Entf',
};
