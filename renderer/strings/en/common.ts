import { formatNumber } from '../format.ts';

/** Words that several parts of the window share. */
export const common = {
  close: 'Close',
  tryAgain: 'Try again',
  openSettings: 'Open settings',
  chooseModel: 'Choose model',
  chooseFolder: 'Choose folder',
  newConversation: 'New conversation',
  makeRoom: 'Make room',
  showLog: 'Show log',
  openRecovery: 'Open recovery',
  waitSeconds: (seconds: number) => `Wait ${formatNumber(seconds)} s`,
  details: 'Details',
  copyDetails: 'Copy details',
  resize: (label: string) => `Resize ${label.toLowerCase()}`,
  dismiss: 'Dismiss',
  notifications: 'Notifications',
  cancel: 'Cancel',
  save: 'Save',
  undo: 'Undo',
  edit: 'Edit',
  remove: 'Remove',
};
