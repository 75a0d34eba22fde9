/** Calls that wait for the person: told to the client, answered by it, closed when they no longer wait. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BridgeRequestOf } from '#protocol/bridge.ts';
import type { ApprovalDetail, ApprovalRequest } from '#protocol/conversation.ts';
import { AppError } from '#protocol/errors.ts';
import { HostTool } from './host-tools.ts';
import { type MessageBus, MessageBusType, SdkApprovalMode, ToolConfirmationOutcome, type WaitingToolCall } from './sdk.ts';
import { oneLine } from './text.ts';
import { toFileDiff, toolKind, toolTitle } from './tool-presentation.ts';

export type ApprovalAnswer = Pick<BridgeRequestOf<'approve'>, 'approvalId' | 'decision' | 'reason' | 'newContent' | 'newCommand'>;

/** Why a call was not run, for both readers. */
export interface DeniedCall {
  /** For the person. */
  text: string;
  /** For the model. */
  modelText: string;
}

export interface ApprovalsOptions {
  messageBus: MessageBus;
  folder: string;
  /** False: the client cannot be asked, so every call that needs approval is denied. */
  canAsk: boolean;
  /** Makes the waiting call run this command instead. Throws what is wrong with it. */
  changeCommand(call: WaitingToolCall, command: string): void;
  onRequest(approval: ApprovalRequest): void;
  onClosed(approvalId: string): void;
}

/** The open approvals of one turn. */
export class Approvals {
  readonly #open = new Map<string, WaitingToolCall>();
  readonly #seen = new Set<string>();
  readonly #denied = new Map<string, DeniedCall>();
  readonly #changed = new Map<string, string>();
  readonly #options: ApprovalsOptions;

  constructor(options: ApprovalsOptions) {
    this.#options = options;
  }

  /** Takes the calls that wait at this moment: new ones are asked about, those gone are closed. */
  update(waiting: WaitingToolCall[]): void {
    const ids = new Set(waiting.map((call) => call.correlationId));
    for (const approvalId of this.#open.keys()) if (!ids.has(approvalId)) this.#close(approvalId);
    for (const call of waiting) {
      const approvalId = call.correlationId;
      // The SDK reports every state several times.
      if (approvalId === undefined || this.#seen.has(approvalId)) continue;
      this.#seen.add(approvalId);
      if (this.#options.canAsk) this.#ask(approvalId, call);
      else this.#denyUnasked(approvalId, call);
    }
  }

  /** Throws `not-found` for an approval that is not open (any more). */
  answer({ approvalId, decision, reason, newContent, newCommand }: ApprovalAnswer): void {
    const call = this.#open.get(approvalId);
    if (call === undefined) throw new AppError({ code: 'not-found', message: 'This call does not wait for an approval any more.' });
    if (decision === 'deny') {
      const said = reason === undefined ? '' : ` The user says: ${reason}`;
      this.#denied.set(call.request.callId, {
        text: reason === undefined ? 'Denied.' : `Denied: ${reason}`,
        modelText: `The user denied this call; it was not run.${said} Do not try to do the same in another way. Ask, or go on without it.`,
      });
      this.#respond(approvalId, ToolConfirmationOutcome.Cancel);
      return;
    }
    if (newCommand !== undefined) this.#change(call, newCommand);
    const payload = payloadFor(call, newContent);
    this.#respond(approvalId, outcomeFor(call, decision), payload);
  }

  /** Set for a call that was denied in this turn. */
  denialOf(callId: string): DeniedCall | undefined {
    return this.#denied.get(callId);
  }

  /** What the person put in place of the command of this call. */
  changedCommandOf(callId: string): string | undefined {
    return this.#changed.get(callId);
  }

  /** The turn is over: nothing waits any more. */
  closeAll(): void {
    for (const approvalId of [...this.#open.keys()]) this.#close(approvalId);
  }

  #change(call: WaitingToolCall, command: string): void {
    if (call.confirmationDetails.type !== 'exec') throw new AppError({ code: 'invalid-request', message: 'This call runs no command.' });
    try {
      this.#options.changeCommand(call, command);
    } catch (error) {
      const details = error instanceof Error ? error.message : String(error);
      throw new AppError({ code: 'invalid-request', message: 'The changed command can’t be run like this.', details });
    }
    this.#changed.set(call.request.callId, command);
  }

  #ask(approvalId: string, call: WaitingToolCall): void {
    this.#open.set(approvalId, call);
    const { folder } = this.#options;
    const details = call.confirmationDetails;
    this.#options.onRequest({
      approvalId,
      callId: call.request.callId,
      toolName: call.request.name,
      kind: toolKind(call.tool, call.request.name),
      title: toolTitle(call, folder),
      ...reasonOf(details),
      detail: detailOf(call, folder),
      canAllowAlways: canAllowAlways(details),
    });
  }

  #denyUnasked(approvalId: string, call: WaitingToolCall): void {
    this.#denied.set(call.request.callId, {
      text: 'Denied: this client cannot ask for approval.',
      modelText:
        'This call needs the user’s approval, and the program the user talks to you with cannot ask for it, so it was denied and not run. ' +
        'Do not try to do the same in another way. Tell the user what you would have done.',
    });
    // The SDK begins to listen for the answer only after it has announced the call.
    setImmediate(() => this.#respond(approvalId, ToolConfirmationOutcome.Cancel));
  }

  #respond(approvalId: string, outcome: ToolConfirmationOutcome, payload?: ConfirmationPayload): void {
    void this.#options.messageBus.publish({
      type: MessageBusType.TOOL_CONFIRMATION_RESPONSE,
      correlationId: approvalId,
      confirmed: outcome !== ToolConfirmationOutcome.Cancel,
      outcome,
      ...(payload && { payload }),
    });
  }

  #close(approvalId: string): void {
    this.#open.delete(approvalId);
    this.#options.onClosed(approvalId);
  }
}

type ConfirmationPayload = { newContent: string } | { approved: boolean; approvalMode: SdkApprovalMode };
type Details = WaitingToolCall['confirmationDetails'];

function outcomeFor(call: WaitingToolCall, decision: 'allow-once' | 'allow-session' | 'allow-always'): ToolConfirmationOutcome {
  if (decision === 'allow-once' || !canAllowAlways(call.confirmationDetails)) return ToolConfirmationOutcome.ProceedOnce;
  if (decision === 'allow-always') return ToolConfirmationOutcome.ProceedAlwaysAndSave;
  return call.confirmationDetails.type === 'mcp' ? ToolConfirmationOutcome.ProceedAlwaysTool : ToolConfirmationOutcome.ProceedAlways;
}

function payloadFor(call: WaitingToolCall, newContent: string | undefined): ConfirmationPayload | undefined {
  if (call.confirmationDetails.type === 'edit' && newContent !== undefined) return { newContent };
  // A plan that was accepted is carried out with questions; a person who wants fewer says so afterwards.
  if (call.confirmationDetails.type === 'exit_plan_mode') return { approved: true, approvalMode: SdkApprovalMode.DEFAULT };
  return undefined;
}

function canAllowAlways(details: Details): boolean {
  if (details.type === 'exec') return !details.untrustedFlags?.length && !details.modifiedBuildFiles?.length;
  return details.type === 'edit' || details.type === 'mcp' || details.type === 'info';
}

function reasonOf(details: Details): { reason?: string } {
  if (details.systemMessage) return { reason: details.systemMessage };
  if (details.type === 'exec' && details.untrustedFlags?.length) {
    return {
      reason: `These parts of the command come from content nobody has checked: ${details.untrustedFlags.join(', ')}`,
    };
  }
  if (details.type === 'exec' && details.modifiedBuildFiles?.length) {
    return { reason: `The agent has changed what this command runs: ${details.modifiedBuildFiles.join(', ')}` };
  }
  return {};
}

function detailOf(call: WaitingToolCall, folder: string): ApprovalDetail {
  const details = call.confirmationDetails;
  const { args, name } = call.request;
  switch (details.type) {
    case 'exec':
    case 'sandbox_expansion': {
      const inFolder = typeof args.dir_path === 'string' ? path.resolve(folder, args.dir_path) : folder;
      return { type: 'command', command: details.command, folder: inFolder };
    }
    case 'edit': {
      const diff = toFileDiff(details.filePath, details.originalContent, details.newContent);
      return diff === undefined
        ? { type: 'question', text: `Change ${details.filePath}? (The change is too large to show.)` }
        : { type: 'edit', diff };
    }
    case 'mcp':
      return { type: 'mcp', server: details.serverName, tool: details.toolName, args: details.toolArgs ?? args };
    case 'info':
      if (call.tool instanceof HostTool) return { type: 'mcp', server: 'Agent Manager', tool: name, args };
      return details.urls?.length ? { type: 'fetch', urls: details.urls } : { type: 'question', text: details.prompt };
    case 'exit_plan_mode':
      return { type: 'question', text: planText(details.planPath) };
    case 'ask_user':
      return { type: 'question', text: details.questions.map((question) => question.question).join('\n\n') };
  }
}

function planText(planPath: string): string {
  try {
    return `${readFileSync(planPath, 'utf8')}\n\nCarry out this plan?`;
  } catch {
    // The SDK checks the plan again when the call is run and tells the model what is wrong with it.
    return `Carry out the plan in ${oneLine(planPath, 200)}?`;
  }
}
