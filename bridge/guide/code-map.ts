/** Asks the client's code map. Each question is a tool call that the person sees. */
import { randomUUID } from 'node:crypto';
import type { HostTool } from '#protocol/bridge.ts';
import type { ToolCallPart } from '#protocol/conversation.ts';
import { INTERMAP_COMMANDS, type IntermapArgs, type IntermapCommand, type IntermapResult } from '#protocol/intermap.ts';
import { INTERMAP_TOOLS } from '#protocol/intermap-tools.ts';
import { unlessAborted } from '../serving/cancellation.ts';
import type { HostCalls } from '../serving/host-calls.ts';
import type { EmitTurnEvent } from '../serving/turn-events.ts';

/** What a card shows of a result; the answer says what matters of it. */
const MAX_SHOWN_CHARS = 6000;

export interface CodeMap {
  /** The command's result, parsed. `title` is the card's, with the subject in it. Throws `CodeMapProblem`, or the signal's reason. */
  ask<Command extends IntermapCommand>(command: Command, args: IntermapArgs<Command>, title: string): Promise<IntermapResult<Command>>;
  /** The map of the project, which comes as text. */
  askForMap(args: IntermapArgs<'repo_map'>, title: string): Promise<string>;
}

/** The code map did not answer. The message is a sentence for the person. */
export class CodeMapProblem extends Error {
  /** `not-offered`: the client has no such tool. `failed`: it answered with an error. `too-much`: more than fits into one answer. */
  readonly kind: 'not-offered' | 'failed' | 'too-much';

  constructor(kind: CodeMapProblem['kind'], message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'CodeMapProblem';
    this.kind = kind;
  }
}

export interface CodeMapOptions {
  hostCalls: HostCalls;
  hostTools: readonly HostTool[];
  emit: EmitTurnEvent;
  signal: AbortSignal;
}

export function createCodeMap({ hostCalls, hostTools, emit, signal }: CodeMapOptions): CodeMap {
  const offered = new Set(hostTools.map(({ name }) => name));

  const call = async (command: IntermapCommand, args: Record<string, unknown>, title: string): Promise<string> => {
    const tool = INTERMAP_TOOLS.find((candidate) => candidate.command === command);
    if (tool === undefined || !offered.has(tool.name)) throw new CodeMapProblem('not-offered', `This app does not offer ${command} here.`);
    const startedAt = Date.now();
    const part: ToolCallPart = {
      type: 'tool-call',
      callId: randomUUID(),
      name: tool.name,
      title,
      kind: 'code-map',
      args,
      paths: typeof args.file === 'string' ? [args.file] : [],
      state: 'pending',
      startedAt,
    };
    const tell = (state: ToolCallPart['state'], result?: ToolCallPart['result']) =>
      emit({ event: 'tool_call', call: { ...part, state, ...(result && { result, durationMs: Date.now() - startedAt }) } });
    tell('pending');
    tell('running');
    try {
      const output = await unlessAborted(hostCalls.call(tool.name, args, signal), signal);
      tell('succeeded', { output: shown(output) });
      return output;
    } catch (error) {
      if (signal.aborted) {
        tell('cancelled', { output: '', error: 'Stopped.' });
        throw signal.reason;
      }
      const message = error instanceof Error ? error.message : String(error);
      tell('failed', { output: '', error: message });
      throw new CodeMapProblem('failed', message, { cause: error });
    }
  };

  return {
    async ask(command, args, title) {
      const output = await call(command, args, title);
      const value = parseJson(output);
      const parsed = INTERMAP_COMMANDS[command].result.safeParse(value);
      // The client cuts off what is too long for a model, and what is left is no JSON.
      if (value === undefined) throw new CodeMapProblem('too-much', 'The code map’s answer is too long.');
      if (!parsed.success)
        throw new CodeMapProblem('failed', 'The code map answered in a way that this guide does not understand.', { cause: parsed.error });
      return parsed.data as IntermapResult<typeof command>;
    },
    askForMap: (args, title) => call('repo_map', args, title),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Undefined is no JSON value, so it says it all.
    return undefined;
  }
}

function shown(output: string): string {
  const value = parseJson(output);
  const text = value === undefined ? output : JSON.stringify(value, null, 2);
  return text.length > MAX_SHOWN_CHARS ? `${text.slice(0, MAX_SHOWN_CHARS)}\n… ${text.length - MAX_SHOWN_CHARS} more characters` : text;
}
