/** Links in an answer: opened outside the app after a look at the scheme, and nothing else happens. */
import { expect, test } from '#tests/support/app/app-window.ts';
import { say } from '#tests/support/gemini-api-server/index.ts';

test('links open in the browser by click and by keyboard, and only web and mail addresses do', async ({ api, launch }) => {
  const window = await launch();
  await window.app.evaluate(({ shell, session }) => {
    const seen = { opened: [] as string[], requested: [] as string[] };
    Object.assign(globalThis, { seen });
    shell.openExternal = async (url) => void seen.opened.push(url);
    session.defaultSession.webRequest.onCompleted(({ url }) => void seen.requested.push(url));
  });
  await window.newConversation();
  api.reply(
    say(
      [
        '[web](https://example.org/a?b=c) [plain](http://example.org) [mail](mailto:a@example.org)',
        '[file](file:///etc/passwd) [script](javascript:alert(1)) [app](vscode://x) [share](smb://host/x) [data](data:text/html,x)',
        '![picture](https://evil.invalid/x.png) <img src="https://evil.invalid/y.png"> The end',
      ].join('\n\n'),
    ),
  );
  await window.ask('Links', 'The end');
  const address = window.page.url();
  for (const name of ['web', 'plain', 'mail']) await window.thread.getByRole('link', { name }).click();
  await window.thread.getByRole('link', { name: 'web' }).focus();
  await window.page.keyboard.press('Enter');
  await window.thread.getByRole('link', { name: 'web' }).click({ button: 'middle' });
  await window.thread.getByRole('link', { name: 'web' }).click({ modifiers: ['Shift'] });
  for (const name of ['file', 'script', 'app', 'share', 'data']) {
    await expect(window.thread.getByRole('link', { name, exact: true })).toHaveCount(0);
    await window.thread.getByText(name, { exact: true }).click();
  }
  const seen = await window.app.evaluate(() => (globalThis as unknown as { seen: { opened: string[]; requested: string[] } }).seen);
  expect(seen.opened).toEqual([
    'https://example.org/a?b=c',
    'http://example.org/',
    'mailto:a@example.org',
    'https://example.org/a?b=c',
    'https://example.org/a?b=c',
    'https://example.org/a?b=c',
  ]);
  expect(seen.requested.filter((url) => !url.startsWith('app://') && !/^(data|blob):/.test(url))).toEqual([]);
  expect(window.page.url()).toBe(address);
  expect(window.app.windows()).toHaveLength(1);
});
