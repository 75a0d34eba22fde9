/** Loaded into Electron before the app: says when the first window could be shown, whatever the app itself does. */
const { app } = require('electron');

app.once('browser-window-created', (_event, window) => {
  window.once('ready-to-show', () => process.stdout.write('WINDOW_READY\n'));
});
