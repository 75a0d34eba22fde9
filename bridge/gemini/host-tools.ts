/** Tools that the client offers to the model: declared by `configure`, called by `host_call`, answered by `host_result`. */
import { randomUUID } from 'node:crypto';
import type { BridgeRequestOf, HostTool as HostToolDefinition } from '#protocol/bridge.ts';
import { AppError } from '#protocol/errors.ts';
import {
  BaseDeclarativeTool,
  BaseToolInvocation,
  type ExecuteOptions,
  Kind,
  type MessageBus,
  type SdkToolResult,
  type ToolCallConfirmationDetails,
  type ToolInvocation,
} from './sdk.ts';
import { cutInTheMiddle } from './text.ts';

type Args = Record<string, unknown>;
type Outcome = BridgeRequestOf<'host_result'>['outcome'];

/** A result may come in a line of 8 MiB, which is more than the model can read: this is a quarter of its window at the most. */
const MAX_RESULT_CHARS = 512 * 1024;

/** Told to the client: a host tool was called. */
export interface HostCall {
  hostCallId: string;
  name: string;
  args: Args;
}

/** The calls that wait for their result. One per bridge; which turn may speak to the client is set turn by turn. */
export class HostCalls {
  readonly #waiting = new Map<string, (outcome: Outcome) => void>();
  #announce: ((call: HostCall) => void) | undefined;

  /** `announce` undefined: no turn runs that could tell the client. */
  setChannel(announce: ((call: HostCall) => void) | undefined): void {
    this.#announce = announce;
  }

  /** Fulfilled with what the client answers. Rejects with the client's error, or when `signal` aborts. */
  async call(name: string, args: Args, signal: AbortSignal): Promise<string> {
    const announce = this.#announce;
    if (announce === undefined) throw new Error('This tool needs a client that takes events.');
    const hostCallId = randomUUID();
    let onAbort = () => {};
    try {
      const outcome = await new Promise<Outcome>((resolve, reject) => {
        onAbort = () => reject(new Error('The call was stopped.'));
        if (signal.aborted) return onAbort();
        signal.addEventListener('abort', onAbort, { once: true });
        this.#waiting.set(hostCallId, resolve);
        announce({ hostCallId, name, args });
      });
      if (outcome.status === 'error') throw new Error(outcome.message);
      return outcome.output;
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#waiting.delete(hostCallId);
    }
  }

  /** Throws `not-found` for a call that does not wait (any more). */
  settle(hostCallId: string, outcome: Outcome): void {
    const resolve = this.#waiting.get(hostCallId);
    if (resolve === undefined) throw new AppError({ code: 'not-found', message: 'No call with this id waits for a result.' });
    resolve(outcome);
  }
}

/** A host tool as the SDK sees it. */
export class HostTool extends BaseDeclarativeTool<Args, SdkToolResult> {
  constructor(
    readonly definition: HostToolDefinition,
    readonly calls: HostCalls,
    messageBus: MessageBus,
  ) {
    super(
      definition.name,
      definition.title,
      definition.description,
      SDK_KINDS[definition.kind] ?? Kind.Other,
      definition.parameters,
      messageBus,
      false,
      false,
    );
  }

  protected createInvocation(params: Args, messageBus: MessageBus): ToolInvocation<Args, SdkToolResult> {
    return new HostToolInvocation(params, messageBus, this);
  }
}

/** Kinds decide what the SDK's plan and auto-edit modes let through, so ours are told as the nearest of its own. */
const SDK_KINDS: Partial<Record<HostToolDefinition['kind'], Kind>> = {
  read: Kind.Read,
  edit: Kind.Edit,
  delete: Kind.Delete,
  move: Kind.Move,
  search: Kind.Search,
  execute: Kind.Execute,
  think: Kind.Think,
  fetch: Kind.Fetch,
  'code-map': Kind.Search,
};

class HostToolInvocation extends BaseToolInvocation<Args, SdkToolResult> {
  readonly #tool: HostTool;

  constructor(params: Args, messageBus: MessageBus, tool: HostTool) {
    super(params, messageBus, tool.name, tool.displayName);
    this.#tool = tool;
  }

  getDescription(): string {
    return this.#tool.definition.title;
  }

  protected override async getConfirmationDetails(): Promise<ToolCallConfirmationDetails> {
    return {
      type: 'info',
      title: this.#tool.definition.title,
      prompt: JSON.stringify(this.params),
      onConfirm: async () => {},
    };
  }

  async execute({ abortSignal }: ExecuteOptions): Promise<SdkToolResult> {
    try {
      const output = cutInTheMiddle(await this.#tool.calls.call(this.#tool.name, this.params, abortSignal), MAX_RESULT_CHARS);
      return { llmContent: output, returnDisplay: output };
    } catch (error) {
      if (abortSignal.aborted) throw error;
      const message = error instanceof Error ? error.message : String(error);
      return { llmContent: message, returnDisplay: message, error: { message } };
    }
  }
}
