/** Runs inside Electron: draws an SVG at each size with Chromium and writes PNG files. Arguments: SVG file, output folder, sizes. */
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');
const { app, BrowserWindow } = require('electron');

const [svgFile, folder, ...sizes] = process.argv.slice(process.argv.indexOf('--') + 1);

app.whenReady().then(async () => {
  const svg = readFileSync(svgFile, 'utf8');
  const window = new BrowserWindow({ show: false });
  await window.loadURL('data:text/html,<title>icon</title>');
  for (const size of sizes.map(Number)) {
    const dataUrl = await window.webContents.executeJavaScript(`(async () => {
      const image = new Image(${size}, ${size});
      image.src = 'data:image/svg+xml;base64,' + btoa(${JSON.stringify(svg)});
      await image.decode();
      const canvas = Object.assign(document.createElement('canvas'), { width: ${size}, height: ${size} });
      canvas.getContext('2d').drawImage(image, 0, 0, ${size}, ${size});
      return canvas.toDataURL('image/png');
    })()`);
    writeFileSync(join(folder, `${size}x${size}.png`), Buffer.from(dataUrl.split(',')[1], 'base64'));
  }
  app.quit();
});
