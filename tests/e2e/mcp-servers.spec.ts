/** MCP servers as a person meets them: imported from a project, added by hand, tried, used by an agent, switched off tool by tool. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '#tests/support/app/app-window.ts';
import { callTools, say } from '#tests/support/gemini-api-server/index.ts';
import { mcpFixture, startedPids } from '#tests/support/mcp-fixture.ts';

const SECRET = 'correct-horse-battery-staple';

test('a project’s file starts nothing by itself; a server added by hand is tried, used after a question, and cut down', async ({
  api,
  launch,
  dataFolder,
  projectFolder,
}) => {
  const pidFile = join(dataFolder, 'pids');
  const own = { command: 'untrusted', args: ['--all'], env: { API_TOKEN: SECRET } };
  writeFileSync(join(projectFolder, '.mcp.json'), JSON.stringify({ mcpServers: { 'their tool': own } }));
  const window = await launch({ AGENT_MANAGER_MCP_WAIT_MS: '60000' });
  const { page } = window;
  await window.app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] });
  }, projectFolder);
  await window.newConversation();
  await page.getByRole('button', { name: 'Choose folder' }).first().click();
  await expect(page.getByRole('main')).toContainText('project');

  await page.keyboard.press('ControlOrMeta+,');
  await page.getByRole('tab', { name: 'MCP servers' }).click();
  await page.getByRole('button', { name: 'Import…' }).click();
  const source = page.getByRole('region', { name: /\.mcp\.json/ });
  await expect(source).toContainText('whoever wrote the project chose these commands');
  await expect(source).toContainText('untrusted --all');
  await expect(source).toContainText('API_TOKEN=••••••••');
  await source.getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Import 1' }).click();
  const imported = page.getByRole('listitem', { name: 'their-tool' });
  await expect(imported).toContainText('Off');
  await expect(imported.getByRole('switch')).not.toBeChecked();
  await imported.getByRole('button', { name: 'Remove their-tool' }).click();
  await expect(imported).toHaveCount(0);

  await page.getByRole('button', { name: 'Add server' }).click();
  const form = page.getByRole('form', { name: 'New MCP server' });
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.getByText('Enter the program to start')).toBeVisible();
  const { command, args, env } = mcpFixture('echo', pidFile);
  await form.getByLabel('Name', { exact: true }).fill('tickets');
  await form.getByLabel('Command').fill(command);
  await form.getByLabel('Arguments').fill(args.join('\n'));
  const variables = [...Object.entries(env), ['TOKEN', SECRET] as const];
  for (const [index, [name, value]] of variables.entries()) {
    await form.getByRole('button', { name: 'Add variable' }).click();
    await form.getByLabel(`Variable ${index + 1}: name`).fill(name);
    await form.getByLabel(`Variable ${index + 1}: value`).fill(value);
  }
  await form.getByLabel('Variable 2: secret').check();
  await form.getByRole('button', { name: 'Test' }).click();
  await expect(form.getByText(/Works: fixture 1\.2\.3, 6 tools/)).toBeVisible();
  await form.getByRole('button', { name: 'Save' }).click();
  const server = page.getByRole('listitem', { name: 'tickets' });
  await expect(server).toContainText('Starts with the next message');
  await page.keyboard.press('Escape');

  api.reply(callTools({ name: 'mcp_tickets_echo', args: { text: 'hello there' } }), say('The ticket says hello.'));
  await window.send('Look at the ticket');
  await expect(page.getByRole('main')).toContainText('tickets: echo');
  await expect(page.getByRole('main')).toContainText('"text": "hello there"');
  await page.getByRole('button', { name: /Allow once/ }).click();
  await expect(window.thread).toContainText('The ticket says hello.');
  expect(JSON.stringify(api.streams[1]?.toolResponses)).toContain('echo: hello there');

  await page.keyboard.press('ControlOrMeta+,');
  await expect(server).toContainText('Connected');
  await server.getByRole('button', { name: 'Tools' }).click();
  await server.getByRole('checkbox', { name: /^die/ }).uncheck();
  await expect(server).toContainText('5 of 6 tools');
  await server.getByRole('button', { name: 'Edit tickets' }).click();
  const edit = page.getByRole('form', { name: 'MCP server tickets' });
  await expect(edit.getByLabel('Variable 2: value')).toHaveValue('');
  await expect(edit.getByLabel('Variable 2: value')).toHaveAttribute('placeholder', /••••/);
  await page.keyboard.press('Escape');
  api.reply(say('Without it.'));
  await window.ask('And now?', 'Without it.');
  expect(api.streams.at(-1)?.toolNames).toContain('mcp_tickets_echo');
  expect(api.streams.at(-1)?.toolNames).not.toContain('mcp_tickets_die');

  expect(filesHolding(dataFolder, SECRET).filter((file) => !file.endsWith('.mcp.json'))).toEqual([]);
  const pids = startedPids(pidFile);
  await window.quit();
  for (const pid of pids) await expect.poll(() => existsSync(`/proc/${pid}`)).toBe(false);
});

function filesHolding(folder: string, text: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => {
      try {
        return statSync(file).isFile() && readFileSync(file, 'latin1').includes(text);
      } catch {
        // Chromium's own files come and go while the app runs.
        return false;
      }
    });
}
