/** The page that checks what the app needs. */
export const doctor = {
  limited: 'Limited',
  failed: 'Failed',
  openAccount: 'Open account',
  openData: 'Open data',
  openNetwork: 'Open network',
  checking: 'Checking what the app needs…',
  runAgain: 'Run again',
  reportCopied: 'Report copied',
  copyReport: 'Copy report',
  commandCopied: 'Command copied',
  copyCommand: 'Copy command',
  ok: 'OK',
};
