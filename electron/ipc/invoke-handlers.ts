/**
 * The only place that answers the window. Each message passes one wrapper: is the sender our own top frame, does the payload
 * fit the contract, then the service; whatever is thrown leaves as typed data.
 */
import { type IpcMainInvokeEvent, ipcMain } from 'electron';
import type { Log } from '#platform/log.ts';
import { AppError, toErrorInfo } from '#protocol/errors.ts';
import { type InvokeChannel, type InvokeReply, type InvokeResponse, invokeContract, type ParsedInvokeRequest } from '#protocol/ipc.ts';
import { parsePayload } from './parse-payload.ts';

/** A channel that answers with nothing may be served by a function that returns nothing. */
// biome-ignore lint/suspicious/noConfusingVoidType: it is the return type of a handler.
type Answer<Channel extends InvokeChannel> = undefined extends InvokeResponse<Channel> ? void : InvokeResponse<Channel>;

export type InvokeHandlers = {
  [Channel in InvokeChannel]: (request: ParsedInvokeRequest<Channel>) => Answer<Channel> | Promise<Answer<Channel>>;
};

export interface InvokeHandlerOptions {
  handlers: InvokeHandlers;
  /** True for the top frame of one of the app's own windows, and for nothing else. */
  isTrustedSender: (event: IpcMainInvokeEvent) => boolean;
  log: Log;
}

/** Registers every channel of the contract. A channel without a handler does not compile. Returns the function that takes them back. */
export function registerInvokeHandlers(options: InvokeHandlerOptions): () => void {
  const channels = Object.keys(invokeContract) as InvokeChannel[];
  for (const channel of channels) {
    ipcMain.handle(channel, (event, payload: unknown) => answer(channel, event, payload, options));
  }
  return () => {
    for (const channel of channels) ipcMain.removeHandler(channel);
  };
}

async function answer(
  channel: InvokeChannel,
  event: IpcMainInvokeEvent,
  payload: unknown,
  { handlers, isTrustedSender, log }: InvokeHandlerOptions,
): Promise<InvokeReply> {
  try {
    if (!isTrustedSender(event)) {
      throw new AppError({ code: 'forbidden', message: `A page that is not part of the app asked for ${channel}.` });
    }
    const request = parsePayload(channel, payload);
    // The contract ties each handler to its own channel; TypeScript cannot follow that through an indexed union.
    const handler = handlers[channel] as (request: unknown) => unknown;
    return { ok: true, value: await handler(request) };
  } catch (error) {
    const info = toErrorInfo(error);
    if (info.code === 'internal') log.error('An IPC request failed unexpectedly', { channel, error: info });
    return { ok: false, error: info };
  }
}
