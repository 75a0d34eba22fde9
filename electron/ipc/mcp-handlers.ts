/** Channels about MCP servers: a line each. */
import { BrowserWindow, dialog } from 'electron';
import type { McpImportSource } from '#protocol/mcp.ts';
import type { mcpInvokeContract } from '#protocol/mcp-ipc.ts';
import type { McpService } from '../mcp/mcp-service.ts';
import { strings } from '../strings/strings.ts';
import type { InvokeHandlers } from './invoke-handlers.ts';

export function mcpHandlers(mcp: McpService): Pick<InvokeHandlers, keyof typeof mcpInvokeContract> {
  return {
    'mcp.list': () => mcp.list(),
    'mcp.save': ({ id, draft }) => mcp.save(draft, id),
    'mcp.update': ({ id, patch }) => mcp.update(id, patch),
    'mcp.remove': ({ id }) => mcp.remove(id),
    'mcp.undoRemove': ({ id }) => mcp.undoRemove(id),
    'mcp.test': ({ id, draft }) => mcp.test(draft, id),
    'mcp.restart': ({ id }) => mcp.restart(id),
    'mcp.importSources': () => mcp.importSources(),
    'mcp.chooseImportFile': () => chooseFile(mcp),
    'mcp.import': ({ file, project, keys, projects }) => mcp.import(file, project, keys, projects),
  };
}

async function chooseFile(mcp: McpService): Promise<McpImportSource | null> {
  const window = BrowserWindow.getFocusedWindow() ?? BrowserWindow.getAllWindows()[0];
  const options = {
    title: strings().files.chooseMcpFile,
    properties: ['openFile' as const, 'showHiddenFiles' as const],
    filters: [{ name: 'JSON', extensions: ['json'] }],
  };
  const { filePaths } = window === undefined ? await dialog.showOpenDialog(options) : await dialog.showOpenDialog(window, options);
  return filePaths[0] === undefined ? null : mcp.importSource(filePaths[0]);
}
