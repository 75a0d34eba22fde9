/** A supervised child that speaks the bridge protocol: one process of an agent, greeted and ready for requests. */
import { randomUUID } from 'node:crypto';
import { childEnvironment } from '#platform/child-environment.ts';
import type { Log } from '#platform/log.ts';
import {
  type ChildWatcher,
  createSidecarProcess,
  type RequestOptions,
  type SidecarFrame,
  type SidecarProcess,
} from '#platform/sidecar-process.ts';
import {
  BRIDGE_PROTOCOL_VERSION,
  type BridgeEvent,
  type BridgeRequestInput,
  bridgeFrameSchema,
  type FinalFrame,
  type HelloData,
  helloDataSchema,
  isBridgeEvent,
} from '#protocol/bridge.ts';
import { AppError } from '#protocol/errors.ts';
import type { Agent } from '../agents/agent.ts';

export type BridgeProcess = SidecarProcess<BridgeEvent, FinalFrame, HelloData>;
type IdentifiedRequest = BridgeRequestInput & { id: string };

export interface BridgeProcessOptions {
  agent: Agent;
  /** The project's folder, or one of the conversation's own. */
  folder: string;
  appVersion: string;
  watcher: ChildWatcher | undefined;
  log: Log;
}

/** Makes the object; `start()` spawns and greets. */
export function createBridgeProcess({ agent, folder, appVersion, watcher, log }: BridgeProcessOptions): BridgeProcess {
  const { command, args, env } = agent.bridgeCommand();
  return createSidecarProcess<BridgeEvent, FinalFrame, HelloData>({
    label: agent.name,
    command,
    args,
    env: childEnvironment(env),
    cwd: folder,
    parse: parseFrame,
    async handshake(exchange) {
      const answer = await exchange({
        type: 'hello',
        id: randomUUID(),
        protocolVersion: BRIDGE_PROTOCOL_VERSION,
        client: { name: 'agent-manager', version: appVersion },
        capabilities: { approvals: true, checkpoints: true },
      });
      return helloDataSchema.parse(dataOf(answer));
    },
    watcher,
    log,
  });
}

/** Sends a request and returns the data of its answer. Throws the answer's error, or one of the process, as `AppError`. */
export async function askBridge(
  process: BridgeProcess,
  request: IdentifiedRequest,
  options?: RequestOptions<BridgeEvent>,
): Promise<unknown> {
  return dataOf(await process.request(request, options));
}

function parseFrame(value: unknown): SidecarFrame<BridgeEvent, FinalFrame> {
  const frame = bridgeFrameSchema.parse(value);
  if (isBridgeEvent(frame)) return { kind: 'event', id: frame.id, event: frame };
  return { kind: 'final', id: frame.id ?? null, final: frame };
}

function dataOf(frame: FinalFrame): unknown {
  if (frame.status === 'success') return frame.data;
  const { message, code, action, retryAfterMs, details } = frame;
  throw new AppError({
    code: code ?? 'internal',
    message,
    ...(action !== undefined && { action }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(details !== undefined && { details }),
  });
}
