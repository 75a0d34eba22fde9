import type { PreloadApi } from '#protocol/ipc.ts';
import { mcpFixture } from '#tests/support/mcp-fixture.ts';
import type { Scene } from './scene.ts';

const common = { projects: null, disabledTools: [], startSeconds: 60, callSeconds: 60, importedFrom: null };

const scene: Scene = {
  name: 'mcp-servers',
  async show(appWindow) {
    const { page } = appWindow;
    const { command, args, env } = mcpFixture('echo');
    const variables = Object.entries(env).map(([name, value]) => ({ name, value, secret: false }));
    const wiki = {
      type: 'http' as const,
      url: 'https://wiki.example/mcp',
      headers: [{ name: 'Authorization', secret: true, value: 'token' }],
    };
    const broken = { type: 'stdio' as const, command: 'database-mcp', args: ['--read-only'], env: [], cwd: null };
    await page.evaluate(
      async (servers) => {
        const { agentManager } = globalThis as unknown as { agentManager: PreloadApi };
        for (const draft of servers) await agentManager.invoke['mcp.save']({ draft });
      },
      [
        {
          ...common,
          name: 'tickets',
          enabled: true,
          disabledTools: ['die'],
          connection: { type: 'stdio' as const, command, args, env: variables, cwd: null },
        },
        { ...common, name: 'database', enabled: true, connection: broken },
        { ...common, name: 'wiki', enabled: false, connection: wiki },
      ],
    );
    await appWindow.newConversation();
    await appWindow.send('Hello');
    await appWindow.thread.getByText('MCP server database').waitFor({ timeout: 60_000 });
    await page.keyboard.press('ControlOrMeta+,');
    await page.getByRole('tab', { name: 'MCP servers' }).click();
    await page.getByRole('listitem', { name: 'tickets' }).getByRole('button', { name: 'Tools' }).click();
  },
};

export default scene;
