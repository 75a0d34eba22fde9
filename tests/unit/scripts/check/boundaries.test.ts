import { describe, expect, it } from 'vitest';
import { findBoundaryBreaks } from '#scripts/check/boundaries.mjs';

const messages = (file: string, text: string) => findBoundaryBreaks(file, text).map(({ line, message }) => `${line}: ${message}`);

describe('the boundaries between folders', () => {
  it('are crossed by a relative import that climbs into another top folder, and the message names the right path', () => {
    expect(messages('electron/chat/turn.ts', "import { a } from './a.ts';\nimport { z } from '../../protocol/ipc.ts';")).toEqual([
      "2: import across top folders goes by name: '#protocol/ipc.ts' instead of '../../protocol/ipc.ts'",
    ]);
    expect(messages('renderer/app.tsx', "const x = await import('../platform/clock.ts');")).toHaveLength(1);
  });

  it('are kept by relative imports inside a folder and by names across', () => {
    expect(messages('electron/chat/turn.ts', "import { a } from '../store/a.ts';\nimport { z } from '#protocol/ipc.ts';")).toEqual([]);
  });

  it('hold raw IPC in its two places', () => {
    const main = "import { ipcMain } from 'electron';";
    expect(messages('electron/chat/turn.ts', main)).toHaveLength(1);
    expect(messages('electron/ipc/invoke-handlers.ts', main)).toEqual([]);
    expect(messages('electron/main.ts', 'contextBridge.exposeInMainWorld();')).toHaveLength(1);
    expect(messages('electron/preload.ts', 'contextBridge.exposeInMainWorld();')).toEqual([]);
  });

  it('hold the preload object in one file of the renderer, and let comments name it', () => {
    expect(messages('renderer/features/thread/x.ts', 'window.agentManager.invoke()')).toHaveLength(1);
    expect(messages('renderer/features/thread/x.ts', ' * window.agentManager is in api.ts')).toEqual([]);
    expect(messages('renderer/api.ts', 'export const api = window.agentManager;')).toEqual([]);
  });
});
