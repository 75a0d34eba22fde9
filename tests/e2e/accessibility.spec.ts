/** For everyone: no mouse, a screen reader, dark or light, a small window, large letters, no motion. */
import { AxeBuilder } from '@axe-core/playwright';
import { type AppWindow, expect, test } from '#tests/support/app/app-window.ts';
import { answer, call, callTools, fail, say, thought } from '#tests/support/gemini-api-server/index.ts';

/** What axe finds wrong in the page now, or in a part of it, in a form that a failed test shows readably. */
async function violations({ page }: AppWindow, { part = 'html', rules }: { part?: string; rules?: string[] } = {}): Promise<string[]> {
  // Its usual way opens a page of its own, which Electron has no place for.
  const axe = new AxeBuilder({ page }).setLegacyMode().include(part);
  const { violations: found } = await (rules === undefined ? axe : axe.withRules(rules)).analyze();
  return found.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary}`).join(' | ')}`,
  );
}

const RICH = [
  '# Plan',
  'Some **bold** text with `code` and a [link](https://example.org).',
  '- [x] done\n- [ ] open',
  '| a | b |\n|---|--:|\n| 1 | 2 |',
  '```ts\nconst answer = 42;\n```',
  '$a^2 + b^2$',
].join('\n\n');

test('axe finds nothing wrong in the whole window, light and dark', async ({ api, launch }) => {
  const window = await launch();
  await window.newConversation();
  expect(await violations(window), 'an empty conversation').toEqual([]);
  api.reply(answer([thought('Looking', 'At the folder.'), call('list_directory', { dir_path: '.' })]), say(RICH));
  await window.ask('Show me everything', 'Plan');
  api.reply(fail(403, 'No permission.'));
  await window.send('And fail');
  await expect(window.thread.getByRole('alert')).toBeVisible();
  await expect(window.stopButton).toHaveCount(0);
  api.reply(callTools({ name: 'run_shell_command', args: { command: 'touch x' } }), say('Fine.'));
  await window.send('Ask me');
  await expect(window.page.getByRole('button', { name: /^Allow once/ })).toBeEnabled();
  for (const theme of ['light', 'dark'] as const) {
    await window.page.emulateMedia({ colorScheme: theme });
    // Colours fade for a moment; axe reads them as they are.
    await window.page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
    expect(await violations(window), theme).toEqual([]);
  }
  await test.step('About, with the licences of what the app is built of', async () => {
    const { page } = window;
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('tab', { name: 'Data' }).click();
    await page.getByRole('button', { name: /^Agent Manager \d/ }).click();
    const about = page.getByRole('dialog', { name: 'About Agent Manager' });
    await about.getByRole('searchbox').fill('better-sqlite3');
    await about.getByText('better-sqlite3').click();
    await expect(about.getByText('Permission is hereby granted')).toBeVisible();
    expect(await violations(window), 'About').toEqual([]);
  });
});

/** Looks at a part of the window light, dark and in high contrast. All that changes is colours, so everything else is looked at once. */
async function expectAccessible(window: AppWindow, name: string, part: string): Promise<void> {
  const { page } = window;
  expect(await violations(window, { part }), name).toEqual([]);
  for (const [colorScheme, contrast] of [
    ['light', 'usual'],
    ['dark', 'usual'],
    ['dark', 'high'],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce', contrast: contrast === 'high' ? 'more' : 'no-preference' });
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
    const wrong = await violations(window, { part, rules: ['color-contrast'] });
    expect(wrong, `${name}, ${colorScheme}, ${contrast} contrast`).toEqual([]);
  }
}

test('axe finds nothing wrong in what opens beside and over a conversation, light, dark and in high contrast', async ({
  api,
  launch,
  projectFolder,
}) => {
  const window = await launch();
  const { page } = window;
  await window.app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
  }, projectFolder);
  await window.newConversation();
  await page.getByRole('button', { name: 'Choose folder' }).first().click();
  await page.getByRole('button', { name: /^Approval mode:/ }).click();
  await page.getByRole('menuitemradio', { name: /Never ask/ }).click();
  api.reply(callTools({ name: 'write_file', args: { file_path: 'notes.txt', content: 'one\n' } }), say('Written down.'));
  await window.ask('Write it down', 'Written down.');

  for (const [keys, tab] of [
    ['ControlOrMeta+Shift+D', 'Changes'],
    ['ControlOrMeta+Shift+A', 'Approvals'],
    ['ControlOrMeta+J', 'Processes'],
  ] as const) {
    await page.keyboard.press(keys);
    const panel = page.getByRole('tabpanel', { name: tab });
    await expect(panel).toBeVisible();
    if (tab === 'Changes') await panel.getByRole('button', { name: /notes\.txt/ }).click();
    await expectAccessible(window, tab, '[role="tabpanel"]');
  }
  for (const [keys, name, words] of [
    ['ControlOrMeta+Shift+O', 'Overview', ''],
    ['ControlOrMeta+K', 'Search conversations', 'written'],
    ['ControlOrMeta+Shift+P', 'Commands', 'theme'],
    ['ControlOrMeta+/', 'Keyboard shortcuts', ''],
  ] as const) {
    await page.keyboard.press(keys);
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    if (words !== '') {
      await dialog.getByRole('combobox').fill(words);
      await expect(dialog.getByRole('option').first()).toBeVisible();
    }
    await expectAccessible(window, name, '[role="dialog"]');
    await page.keyboard.press('Escape');
    if (words !== '') await page.keyboard.press('Escape');
    await expect(dialog).toHaveCount(0);
  }
});

test('axe finds nothing wrong on the first screen of a newcomer', async ({ launch }) => {
  const window = await launch({ GEMINI_API_KEY: '' });
  await expect(window.page.getByRole('heading', { name: /Welcome/ })).toBeVisible();
  await expect(window.page.getByLabel('Gemini API key')).toBeVisible();
  await expectAccessible(window, 'the first screen', 'html');
});

test('a whole conversation by keyboard alone', async ({ api, launch }) => {
  const window = await launch();
  const { keyboard } = window.page;
  await window.page.getByRole('button', { name: 'New conversation' }).first().waitFor();
  await keyboard.press('ControlOrMeta+n');
  await expect(window.composer).toBeFocused();
  await keyboard.type('First line');
  await keyboard.press('Shift+Enter');
  await keyboard.type('second line');
  api.reply(say('One.'));
  await keyboard.press('Enter');
  await expect(window.thread).toContainText('One.');
  await expect(window.stopButton).toHaveCount(0);
  expect(api.streams[0]?.lastText).toBe('First line\nsecond line');

  await test.step('an approval, reached with Shift+Tab from the composer', async () => {
    api.reply(callTools({ name: 'run_shell_command', args: { command: 'touch x' } }), say('Not done.'));
    await keyboard.type('Do it');
    await keyboard.press('Enter');
    const card = window.page.getByRole('region', { name: 'Approvals' }).getByRole('region');
    await expect(card.getByRole('button', { name: /^Allow once/ })).toBeEnabled();
    await expect(async () => {
      await keyboard.press('Shift+Tab');
      expect(await card.evaluate((element) => element === document.activeElement || element.contains(document.activeElement))).toBe(true);
    }).toPass();
    await expect(card).toHaveAttribute('data-keys-armed', 'true');
    await keyboard.press('d');
    await expect(window.thread).toContainText('Not done.');
    await expect(window.stopButton).toHaveCount(0);
    await expect(window.composer).toBeFocused();
  });

  await test.step('the last prompt edited with the arrow up', async () => {
    await window.composer.focus();
    await keyboard.press('ArrowUp');
    const editor = window.page.getByRole('textbox', { name: 'Edit message' });
    await expect(editor).toBeFocused();
    await keyboard.press('ControlOrMeta+a');
    await keyboard.type('Do it otherwise');
    api.reply(say('Otherwise.'));
    await keyboard.press('Enter');
    await expect(window.thread).toContainText('Otherwise.');
    await expect(window.composer).toBeFocused();
    await expect(window.stopButton).toHaveCount(0);
  });

  await test.step('the model chosen from its menu', async () => {
    await expect(async () => {
      await keyboard.press('Tab');
      expect(await window.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toMatch(/^Model:/);
    }).toPass();
    await keyboard.press('Enter');
    await expect(window.page.getByRole('menuitemradio').first()).toBeFocused();
    const wanted = window.page.getByRole('menuitemradio', { name: /Flash-Lite/ });
    await expect(async () => {
      await keyboard.press('ArrowDown');
      await expect(wanted).toBeFocused({ timeout: 200 });
    }).toPass();
    await keyboard.press('Enter');
    await expect(window.page.getByRole('button', { name: 'Model: Gemini 2.5 Flash-Lite' })).toBeFocused();
  });
});

/** Elements that reach beyond the window, or lie outside of it, though they should be seen. */
async function overflowing(window: AppWindow): Promise<string[]> {
  return window.page.evaluate(() =>
    [...document.querySelectorAll('button, textarea, input, h1, [role="log"]')]
      .filter((element) => element.checkVisibility() && element.closest('[aria-hidden="true"], nav, [role="log"] *') === null)
      .filter((element) => {
        const { left, right, width } = element.getBoundingClientRect();
        return width > 0 && (left < -1 || right > innerWidth + 1);
      })
      .map((element) => element.outerHTML.slice(0, 160)),
  );
}

const SIZES = [
  { name: '800 by 560', size: [800, 560], zoom: 1 },
  { name: '200 % zoom in the usual window', size: [1440, 900], zoom: 2 },
  { name: '200 % zoom in the smallest window', size: [800, 560], zoom: 2 },
] as const;

test('small and zoomed, nothing is cut off, and one can write, answer and stop', async ({ api, launch }, testInfo) => {
  const window = await launch();
  for (const [index, { name, size, zoom }] of SIZES.entries())
    await test.step(name, async () => {
      await window.app.evaluate(
        ({ BrowserWindow }, [width, height, factor]) => {
          const [shown] = BrowserWindow.getAllWindows();
          shown?.setSize(width, height);
          shown?.webContents.setZoomFactor(factor);
        },
        [...size, zoom] as const,
      );
      await expect.poll(() => window.page.evaluate(() => Math.round(innerWidth * devicePixelRatio))).toBeLessThanOrEqual(size[0] * 1.01);
      await window.page.keyboard.press('ControlOrMeta+n');
      await expect(window.composer).toBeFocused();
      await expect(window.thread.getByRole('article')).toHaveCount(0);
      api.reply(say(RICH));
      await window.ask('Show me everything', 'Plan');
      api.reply(
        callTools({ name: 'run_shell_command', args: { command: 'touch a-rather-long-command-that-needs-its-room and more' } }),
        say('Fine.'),
      );
      await window.send('Ask me');
      const allow = window.page.getByRole('button', { name: /^Allow once/ });
      await expect(allow).toBeEnabled();
      await window.page.screenshot({ path: testInfo.outputPath(`window-${index}.png`) });
      // In the smallest window, twice as large, the question fills it: the rest is reached by scrolling.
      await window.composer.scrollIntoViewIfNeeded();
      await expect(window.composer).toBeInViewport();
      await expect(window.stopButton).toBeInViewport();
      expect(await overflowing(window)).toEqual([]);
      await allow.click();
      await expect(window.thread).toContainText('Fine.');
      await expect(window.stopButton).toHaveCount(0);
    });
});

test('with reduced motion nothing moves, not even what works', async ({ api, launch }) => {
  const window = await launch();
  await window.page.emulateMedia({ reducedMotion: 'reduce' });
  await window.newConversation();
  api.reply(callTools({ name: 'run_shell_command', args: { command: 'touch x' } }), say('Fine.'));
  await window.send('Ask me');
  await expect(window.page.getByRole('button', { name: /^Allow once/ })).toBeEnabled();
  const moving = await window.page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => animation.playState === 'running' && Number(animation.effect?.getComputedTiming().duration) > 1)
      .map((animation) => (animation as CSSAnimation).animationName ?? 'transition'),
  );
  expect(moving).toEqual([]);
});
