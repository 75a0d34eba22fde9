/** The tools of formatted text. */
export const markdown = {
  plainText: 'text',
  wrapLines: 'Wrap lines',
  copyCode: 'Copy code',
  copied: 'Copied',
  image: 'Image',
  table: 'Table',
  copyTable: 'Copy table',
  notOpened: (address: string) => `Not opened: ${address}`,
  hiddenCharacter: 'A hidden character',
  done: 'Done:',
  toDo: 'To do:',
};
