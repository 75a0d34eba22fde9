import type { Strings } from '../en.ts';

export const keys: Strings['keys'] = {
  escape: 'Esc',
  control: 'Strg',
  alt: 'Alt',
  shift: 'Umschalt',
  enter: 'Eingabe',
  delete: 'Entf',
  backspace: 'Rücktaste',
  tab: 'Tab',
  space: 'Leertaste',
  home: 'Pos1',
  end: 'Ende',
  insert: 'Einfg',
  pageUp: 'Bild auf',
  pageDown: 'Bild ab',
};
