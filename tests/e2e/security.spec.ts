/** Electron's own security checklist, item by item, on the built app: docs/security.md says which test holds which. */
import { join } from 'node:path';
import { expect, test } from '#tests/support/app/app-window.ts';
import { say } from '#tests/support/gemini-api-server/index.ts';

/** The page's preload as the tests see it: any channel, any payload. */
type OpenPreload = { invoke: Record<string, (payload?: unknown) => Promise<{ ok: boolean; error?: { code: string } }>> };

test('the page has no Node, no permission, no way into the network and no way to another page', async ({ launch }) => {
  const window = await launch();
  const preferences = await window.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    return contents.getLastWebPreferences();
  });
  expect(preferences).toMatchObject({
    contextIsolation: true,
    nodeIntegration: false,
    sandbox: true,
    webSecurity: true,
    webviewTag: false,
  });
  for (const name of ['allowRunningInsecureContent', 'experimentalFeatures', 'nodeIntegrationInWorker', 'nodeIntegrationInSubFrames'])
    expect(preferences[name] ?? false, name).toBe(false);
  expect(preferences.enableBlinkFeatures ?? '').toBe('');

  const page = await window.page.evaluate(async () => {
    const refusal = (attempt: () => unknown) =>
      Promise.resolve()
        .then(attempt)
        .then(
          () => 'allowed',
          () => 'refused',
        );
    const inline = document.createElement('script');
    inline.textContent = 'globalThis.inlineScriptRan = true';
    document.body.append(inline);
    const frame = document.createElement('iframe');
    frame.src = 'data:text/html,<p>frame</p>';
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
    const permission = async (name: string) => (await navigator.permissions.query({ name: name as PermissionName })).state;
    return {
      node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in globalThis),
      preload: Object.keys((globalThis as unknown as { agentManager: object }).agentManager).sort(),
      inlineScript: 'inlineScriptRan' in globalThis,
      frame: frame.contentDocument?.body.textContent ?? 'another origin',
      // biome-ignore lint/security/noGlobalEval: that it is refused is what is tested.
      evaluation: await refusal(() => globalThis.eval('1')),
      network: await refusal(() => fetch('https://example.org/')),
      file: await refusal(() => fetch('file:///etc/hostname')),
      camera: await refusal(() => navigator.mediaDevices.getUserMedia({ video: true })),
      readClipboard: await refusal(() => navigator.clipboard.readText()),
      permissions: await Promise.all(['geolocation', 'notifications', 'camera', 'microphone', 'midi'].map(permission)),
      popUp: globalThis.open('file:///etc/hostname') === null,
    };
  });
  expect(page).toEqual({
    node: [],
    preload: ['invoke', 'on', 'pathForFile'],
    inlineScript: false,
    frame: 'another origin',
    evaluation: 'refused',
    network: 'refused',
    file: 'refused',
    camera: 'refused',
    readClipboard: 'refused',
    permissions: Array(5).fill('denied'),
    popUp: true,
  });

  const address = window.page.url();
  await window.page.evaluate(() => globalThis.location.assign('https://example.org/'));
  expect(window.page.url()).toBe(address);
  expect(window.app.windows()).toHaveLength(1);
});

test('main answers its own page alone, and a malformed message only with a refusal', async ({ api, launch }) => {
  const window = await launch();
  const answers = await window.page.evaluate(async () => {
    const { invoke } = (globalThis as unknown as { agentManager: OpenPreload }).agentManager;
    const deep = Array.from({ length: 900 }).reduce<unknown>((inner) => [inner], []);
    const malformed = [null, 42, Number.NaN, 10n, true, 'x'.repeat(100_000), [], [{}], deep];
    const calls = Object.entries(invoke).flatMap(([channel, call]) =>
      malformed.map(async (payload, index) => {
        const reply = await call(payload);
        return { call: `${channel} #${index}`, code: reply.ok ? 'answered' : reply.error?.code };
      }),
    );
    return Promise.all(calls);
  });
  expect(answers.length).toBeGreaterThan(300);
  expect(answers.filter(({ code }) => code !== 'invalid-request')).toEqual([]);

  // The same preload in a page that is not ours: every channel is there, and none answers.
  const preload = join(import.meta.dirname, '..', '..', 'out', 'preload', 'preload.cjs');
  const stranger = await window.app.evaluate(async ({ BrowserWindow }, file) => {
    const other = new BrowserWindow({ show: false, webPreferences: { preload: file, sandbox: true } });
    await other.loadURL('data:text/html,<title>stranger</title>');
    const reply = await other.webContents.executeJavaScript('window.agentManager.invoke["conversations.list"]({})');
    other.destroy();
    return reply as { ok: boolean; error?: { code: string } };
  }, preload);
  expect(stranger).toMatchObject({ ok: false, error: { code: 'forbidden' } });

  await window.newConversation();
  api.reply(say('Still here.'));
  await window.ask('Are you?', 'Still here.');
});
