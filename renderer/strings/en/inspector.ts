/** The pane beside the chat. */
export const inspector = {
  inspector: 'Inspector',
  changes: 'Changes',
  codeMap: 'Code map',
  approvals: 'Approvals',
  processes: 'Processes',
  closeInspector: 'Close inspector',
};
