/**
 * The window's only door to main: one function per channel and per event of protocol/ipc-names.ts, the path of a
 * dropped file, and nothing else.
 * Runs sandboxed, so it is built into one CommonJS file and may import only `electron` and plain data.
 */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { EventChannel, InvokeChannel, PreloadApi } from '#protocol/ipc.ts';
import { EVENT_CHANNELS, INVOKE_CHANNELS } from '#protocol/ipc-names.ts';

function invokeFunction(channel: InvokeChannel) {
  return (request?: unknown) => ipcRenderer.invoke(channel, request);
}

function subscribeFunction(channel: EventChannel) {
  return (listener: (payload: unknown) => void) => {
    // The IpcRendererEvent stays here: it would hand the page a reference to ipcRenderer's internals.
    const forward = (_event: unknown, payload: unknown) => listener(payload);
    ipcRenderer.on(channel, forward);
    return () => {
      ipcRenderer.removeListener(channel, forward);
    };
  };
}

const api = {
  pathForFile: (file: object) => webUtils.getPathForFile(file as Parameters<typeof webUtils.getPathForFile>[0]),
  invoke: Object.fromEntries(INVOKE_CHANNELS.map((channel) => [channel, invokeFunction(channel)])),
  on: Object.fromEntries(EVENT_CHANNELS.map((channel) => [channel, subscribeFunction(channel)])),
} as PreloadApi;

contextBridge.exposeInMainWorld('agentManager', api);
