/** The floor: the least an Electron app can do that still opens a window. */
const { app, BrowserWindow } = require('electron');

app.whenReady().then(() => {
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
  window.loadURL('data:text/html,<title>Minimal</title><p>Hello');
});
