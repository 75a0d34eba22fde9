/**
 * The only file that touches what the preload put on `window`. Everything else calls `invoke` and `listen`, so what the window
 * can ask of main is one search away, and tests put their own implementation in one place.
 */
import { AppError, type ErrorInfo } from '#protocol/errors.ts';
import type { EventChannel, EventPayload, InvokeChannel, InvokeReply, InvokeRequest, InvokeResponse, PreloadApi } from '#protocol/ipc.ts';
import { strings } from './strings/strings.ts';

declare global {
  interface Window {
    /** Absent only when the page was opened outside of the app. */
    agentManager?: PreloadApi;
  }
}

const MISSING_PRELOAD: ErrorInfo = {
  code: 'internal',
  message: strings.window.noConnection,
  details: 'window.agentManager is missing: the preload script did not run.',
};

function preloadApi(): PreloadApi {
  if (window.agentManager === undefined) throw new AppError(MISSING_PRELOAD);
  return window.agentManager;
}

/** Leaves the request out where the channel takes none. */
type RequestArguments<Channel extends InvokeChannel> =
  undefined extends InvokeRequest<Channel> ? [request?: InvokeRequest<Channel>] : [request: InvokeRequest<Channel>];

/** Asks main and returns its answer. Throws an `AppError` with main's code, sentence and action when it can't be given. */
export async function invoke<Channel extends InvokeChannel>(
  channel: Channel,
  ...[request]: RequestArguments<Channel>
): Promise<InvokeResponse<Channel>> {
  const call = preloadApi().invoke[channel] as (request?: InvokeRequest<Channel>) => Promise<InvokeReply>;
  const reply = await call(request);
  if (!reply.ok) throw new AppError({ ...reply.error, message: strings.fromElsewhere.sentence(reply.error.message) });
  // Main built the value from the same schema: parsing it again here would cost every message twice.
  return reply.value as InvokeResponse<Channel>;
}

/** Calls `listener` for each event of main. Returns the function that ends the subscription. */
export function listen<Channel extends EventChannel>(channel: Channel, listener: (payload: EventPayload<Channel>) => void): () => void {
  const subscribe = preloadApi().on[channel] as (listener: (payload: EventPayload<Channel>) => void) => () => void;
  return subscribe(listener);
}

/** The absolute path of a file that was dropped or picked; empty for one that has none, e.g. from the clipboard. */
export function pathForFile(file: File): string {
  return preloadApi().pathForFile(file);
}
