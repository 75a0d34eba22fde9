/** One turn: understand the message, ask the code map, and stream the answer. */
import type { HostTool } from '#protocol/bridge.ts';
import type { AppError } from '#protocol/errors.ts';
import type { HostCalls } from '../serving/host-calls.ts';
import type { ServedTurn, TurnChannel } from '../serving/served-agent.ts';
import { converse } from './answer-question.ts';
import type { ProjectState } from './answers/answer.ts';
import { createCodeMap } from './code-map.ts';
import type { ConversationContext } from './conversation-context.ts';
import { understand } from './intents.ts';

/** Whole paragraphs up to about this length go out together: a table that comes line by line jumps about. */
const PIECE_CHARS = 600;

export interface GuideTurnOptions {
  content: string;
  context: ConversationContext;
  project: ProjectState;
  hostTools: readonly HostTool[];
  hostCalls: HostCalls;
  channel: TurnChannel;
  /** Told when the answer is whole. */
  onAnswered(context: ConversationContext): void;
}

export function createGuideTurn(options: GuideTurnOptions): ServedTurn {
  const { channel, hostCalls, hostTools } = options;
  const stopped = new AbortController();
  return {
    async run() {
      const codeMap = createCodeMap({ hostCalls, hostTools, emit: channel.emit, signal: stopped.signal });
      const { markdown, context } = await converse(understand(options.content), options.context, codeMap, options.project);
      for (const text of piecesOf(markdown)) {
        stopped.signal.throwIfAborted();
        channel.emit({ event: 'text_delta', text });
        await channel.drained();
      }
      stopped.signal.throwIfAborted();
      channel.emit({ event: 'history', contents: [context] });
      options.onAnswered(context);
      return markdown;
    },
    stop: (reason: AppError) => stopped.abort(reason),
  };
}

/** The text in pieces that end between paragraphs. */
export function piecesOf(markdown: string): string[] {
  const pieces: string[] = [];
  for (const block of markdown.split(/(?<=\n\n)/)) {
    const last = pieces.at(-1);
    if (last !== undefined && last.length + block.length <= PIECE_CHARS) pieces[pieces.length - 1] = last + block;
    else pieces.push(block);
  }
  return pieces;
}
