/** A tool call as people read it: one line of title, the files it is about, and what came of it. */
import path from 'node:path';
import type { FileDiff, ToolCallPart, ToolCallState, ToolKind, ToolResult } from '#protocol/conversation.ts';
import { HostTool } from './host-tools.ts';
import { CoreToolCallStatus, DiscoveredMCPTool, Kind, type SdkToolCall, ToolErrorType } from './sdk.ts';
import { cutInTheMiddle, cutToJsonBytes, oneLine } from './text.ts';

/** Longer output is cut in the middle: a frame must stay below the line cap of 8 MiB, with arguments and a diff beside it. */
const MAX_OUTPUT_BYTES = 6 * 1024 * 1024;

/** An error is read, not searched. */
const MAX_ERROR_CHARS = 64 * 1024;

/** Two whole files go into a diff. Above this the card says what changed instead of showing it. */
const MAX_DIFF_CHARS = 1024 * 1024;

/** What a denial was: told by the person, or by us because nobody could be asked. */
export interface Denial {
  /** For the person. */
  text: string;
}

export interface PresentationContext {
  /** Paths in titles are relative to it. */
  folder: string;
  denial: Denial | undefined;
  startedAt: number;
}

/** The call in its present state. */
export function presentToolCall(call: SdkToolCall, { folder, denial, startedAt }: PresentationContext): ToolCallPart {
  const { name, args, callId } = call.request;
  const state = stateOf(call, denial);
  const result = resultOf(call, denial);
  const isDone = 'response' in call;
  return {
    type: 'tool-call',
    callId,
    name,
    title: toolTitle(call, folder),
    kind: toolKind(call.tool, name),
    args,
    paths: toolPaths(call, folder),
    state,
    ...(result && { result }),
    startedAt,
    ...(isDone && { durationMs: call.durationMs ?? Math.max(0, Date.now() - startedAt) }),
  };
}

function stateOf(call: SdkToolCall, denial: Denial | undefined): ToolCallState {
  switch (call.status) {
    case CoreToolCallStatus.Validating:
    case CoreToolCallStatus.Scheduled:
      return 'pending';
    case CoreToolCallStatus.AwaitingApproval:
      return 'awaiting-approval';
    case CoreToolCallStatus.Executing:
      return 'running';
    case CoreToolCallStatus.Success:
      // The SDK counts a command as successful when it ran; for a person `npm test` with red tests has failed.
      return exitCodeOf(call) ? 'failed' : 'succeeded';
    case CoreToolCallStatus.Error:
      return call.response.errorType === ToolErrorType.POLICY_VIOLATION ? 'denied' : 'failed';
    case CoreToolCallStatus.Cancelled:
      return denial === undefined ? 'cancelled' : 'denied';
  }
}

function resultOf(call: SdkToolCall, denial: Denial | undefined): ToolResult | undefined {
  if (!('response' in call)) return undefined;
  const { output, diff } = displayOf(call.response.resultDisplay);
  const exitCode = exitCodeOf(call);
  const error = denial?.text ?? call.response.error?.message ?? (call.status === CoreToolCallStatus.Cancelled ? 'Stopped.' : undefined);
  return {
    output: error !== undefined && output === error ? '' : cutToJsonBytes(output, MAX_OUTPUT_BYTES),
    ...(diff && { diff }),
    ...(error !== undefined && { error: cutInTheMiddle(error, MAX_ERROR_CHARS) }),
    ...(exitCode !== undefined && { exitCode }),
  };
}

function exitCodeOf(call: SdkToolCall): number | undefined {
  if (!('response' in call)) return undefined;
  const exitCode = call.response.data?.exitCode;
  return typeof exitCode === 'number' ? exitCode : undefined;
}

/** What a tool gives for display, in its many forms, as text and perhaps a diff. */
export function displayOf(display: unknown): { output: string; diff?: FileDiff } {
  if (display === undefined || display === null) return { output: '' };
  if (typeof display === 'string') return { output: display };
  // The lines of a terminal, each a list of styled pieces.
  if (Array.isArray(display))
    return {
      output: display
        .map((line) => (Array.isArray(line) ? line.map((piece: { text?: string }) => piece.text ?? '').join('') : ''))
        .join('\n'),
    };
  const value = display as Record<string, unknown>;
  if (typeof value.newContent === 'string' && typeof value.filePath === 'string') return fileDiffDisplay(value as unknown as SdkFileDiff);
  if (Array.isArray(value.todos))
    return {
      output: (value.todos as Todo[]).map((todo) => `${TODO_MARKS[todo.status] ?? '-'} ${todo.description}`).join('\n'),
    };
  if (typeof value.payload === 'string') return { output: value.payload };
  if (typeof value.summary === 'string') return { output: value.summary };
  return { output: '' };
}

interface SdkFileDiff {
  filePath: string;
  originalContent: string | null;
  newContent: string;
  isNewFile?: boolean;
}
interface Todo {
  description: string;
  status: string;
}
const TODO_MARKS: Record<string, string> = {
  completed: '[x]',
  in_progress: '[>]',
  cancelled: '[-]',
  blocked: '[!]',
  pending: '[ ]',
};

function fileDiffDisplay(value: SdkFileDiff): { output: string; diff?: FileDiff } {
  const diff = toFileDiff(value.filePath, value.isNewFile ? null : value.originalContent, value.newContent);
  return diff === undefined ? { output: `Changed ${value.filePath} (too large to show the change)` } : { output: '', diff };
}

/** Undefined where the texts are too long to be sent along. */
export function toFileDiff(filePath: string, oldText: string | null, newText: string): FileDiff | undefined {
  if ((oldText?.length ?? 0) + newText.length > MAX_DIFF_CHARS) return undefined;
  return { path: filePath, oldText, newText };
}

const KINDS: Record<string, ToolKind> = {
  [Kind.Read]: 'read',
  [Kind.Edit]: 'edit',
  [Kind.Delete]: 'delete',
  [Kind.Move]: 'move',
  [Kind.Search]: 'search',
  [Kind.Execute]: 'execute',
  [Kind.Think]: 'think',
  [Kind.Plan]: 'think',
  [Kind.Fetch]: 'fetch',
};

/** Where the SDK's own kind says less than the tool's name. */
const KINDS_BY_NAME: Record<string, ToolKind> = {
  google_web_search: 'fetch',
  list_directory: 'read',
  write_todos: 'think',
};

export function toolKind(tool: unknown, name: string): ToolKind {
  if (tool instanceof HostTool) return tool.definition.kind;
  const kind = (tool as { kind?: string } | undefined)?.kind;
  return KINDS_BY_NAME[name] ?? (kind === undefined ? 'other' : (KINDS[kind] ?? 'other'));
}

/** Verb and object in one line, e.g. "Run `npm test` in web". */
export function toolTitle(call: SdkToolCall, folder: string): string {
  const { name, args } = call.request;
  const text = (key: string): string | undefined => (typeof args[key] === 'string' && args[key] !== '' ? args[key] : undefined);
  const file = (key: string): string => relativePath(text(key) ?? '.', folder);
  const inFolder = text('dir_path') === undefined || file('dir_path') === '.' ? '' : ` in ${file('dir_path')}`;
  switch (name) {
    case 'run_shell_command':
      return `Run \`${oneLine(text('command') ?? '', 100)}\`${inFolder}`;
    case 'read_file':
      return `Read ${file('file_path')}`;
    case 'read_many_files':
      return 'Read several files';
    case 'write_file':
      return `Write ${file('file_path')}`;
    case 'replace':
      return `Edit ${file('file_path')}`;
    case 'list_directory':
      return `List ${file('dir_path')}`;
    case 'glob':
      return `Find files matching \`${oneLine(text('pattern') ?? '', 80)}\`${inFolder}`;
    case 'grep_search':
      return `Search for \`${oneLine(text('pattern') ?? '', 80)}\`${inFolder}`;
    case 'google_web_search':
      return `Search the web for “${oneLine(text('query') ?? '', 80)}”`;
    case 'web_fetch':
      return `Fetch ${oneLine(text('url') ?? /https?:\/\/\S+/.exec(text('prompt') ?? '')?.[0] ?? 'a page', 100)}`;
    case 'write_todos':
      return 'Update the to-do list';
    case 'activate_skill':
      return `Use the skill ${oneLine(text('name') ?? '', 60)}`;
    case 'enter_plan_mode':
      return 'Make a plan first';
    case 'exit_plan_mode':
      return 'Present the plan';
  }
  if (call.tool instanceof HostTool) return call.tool.definition.title;
  if (call.tool instanceof DiscoveredMCPTool) return oneLine(`${call.tool.serverName}: ${call.tool.serverToolName}`, 100);
  const displayName = (call.tool as { displayName?: string } | undefined)?.displayName;
  return oneLine(displayName || name, 100);
}

/** The files the call is about, as absolute paths. */
export function toolPaths(call: SdkToolCall, folder: string): string[] {
  const paths = new Set<string>();
  const filePath = call.request.args.file_path;
  if (typeof filePath === 'string' && filePath !== '') paths.add(path.resolve(folder, filePath));
  if ('invocation' in call && call.invocation) {
    for (const location of call.invocation.toolLocations()) paths.add(path.resolve(folder, location.path));
  }
  return [...paths];
}

/** The path as the person would say it: relative inside the project, absolute outside. */
export function relativePath(filePath: string, folder: string): string {
  const relative = path.relative(folder, path.resolve(folder, filePath));
  if (relative === '') return '.';
  return relative.startsWith('..') ? path.resolve(folder, filePath) : relative;
}
