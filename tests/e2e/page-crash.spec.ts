/** The process of the window's page dies: the page comes back by itself, and nothing is lost. */
import { readFileSync } from 'node:fs';
import type { AppWindow } from '#tests/support/app/app-window.ts';
import { expect, test } from '#tests/support/app/app-window.ts';
import { answer, gate } from '#tests/support/gemini-api-server/index.ts';

/** Playwright's own page object ends with the process behind it, so the new page is asked through main. Nobody answers before it has loaded. */
const shownText = ({ app }: AppWindow) =>
  app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined || contents.isCrashed() || contents.isLoading()) return '';
    return contents.executeJavaScript('document.querySelector("[role=log]")?.innerText ?? ""');
  }) as Promise<string>;

const rendererOf = (window: AppWindow): number => window.processes().find(isRenderer) ?? 0;

function isRenderer(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer');
  } catch {
    // It ended between the listing and the look.
    return false;
  }
}

test('kill -9 of the page’s process in the middle of a stream: it is loaded again with the text whole, once, and the agent notices nothing', async ({
  api,
  launch,
}) => {
  const window = await launch();
  const held = gate();
  await window.newConversation();
  api.reply(answer(['One, two, ', held, 'three.']));
  await window.send('Count');
  await expect(window.thread).toContainText('One, two,');
  const agents = window.agents();
  const killed = rendererOf(window);
  process.kill(killed, 'SIGKILL');
  await expect.poll(() => [0, killed].includes(rendererOf(window))).toBe(false);
  await expect.poll(() => shownText(window)).toContain('One, two,');
  held.open();
  await expect.poll(() => shownText(window)).toContain('One, two, three.');
  expect((await shownText(window)).match(/One, two,/g)).toHaveLength(1);
  expect(window.agents()).toEqual(agents);
});
