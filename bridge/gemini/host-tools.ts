/** Tools that the client offers to the model, as tools of the SDK. */
import type { HostTool as HostToolDefinition } from '#protocol/bridge.ts';
import type { HostCalls } from '../serving/host-calls.ts';
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

/** A result may come in a line of 8 MiB, which is more than the model can read: this is a quarter of its window at the most. */
const MAX_RESULT_CHARS = 512 * 1024;

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
