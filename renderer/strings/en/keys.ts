/** The names of keys where they have no symbol. */
export const keys = {
  escape: 'Esc',
  control: 'Ctrl',
  alt: 'Alt',
  shift: 'Shift',
  enter: 'Enter',
  delete: 'Del',
  backspace: 'Backspace',
  tab: 'Tab',
  space: 'Space',
  home: 'Home',
  end: 'End',
  insert: 'Ins',
  pageUp: 'Page Up',
  pageDown: 'Page Down',
};
