/**
 * A conversation as the provider's contents: built from what the client gives back after a restart, and kept in the form the API accepts
 * (each function call followed by its response, nothing empty, the person first).
 */
import type { RestoredMessage } from '#protocol/bridge.ts';
import { type FolderPart, isUserPart, type Part, type ToolCallPart, type UserPart } from '#protocol/conversation.ts';
import { outputText } from '#protocol/tool-output.ts';
import type { Content, ContentPart } from './sdk.ts';

export const AGENT_ID = 'gemini';

/** Where a tool's result holds bytes for a model that cannot take them inside a function response [SDK, generateContentResponseUtilities]. */
const BINARY_INJECTION_KEY = '__binary_injection__';

/** What is told to the model of a call whose end nobody saw. It may have taken effect. */
const UNKNOWN_OUTCOME = 'The call was interrupted; whether it took effect is not known.';

/** The parts a person sent. */
export function toContentParts(parts: readonly UserPart[]): ContentPart[] {
  return parts.flatMap(contentPartsOf);
}

function contentPartsOf(part: UserPart): ContentPart[] {
  switch (part.type) {
    case 'text':
      return part.text === '' ? [] : [{ text: part.text }];
    case 'image':
      return [{ inlineData: { mimeType: part.mimeType, data: part.data } }];
    case 'file':
      if (part.content.encoding === 'base64')
        return [{ text: `The attached file ${part.name}:` }, { inlineData: { mimeType: part.content.mimeType, data: part.content.data } }];
      return [{ text: `The attached file ${part.name}:\n\n${part.content.text}\n\nEnd of the attached file ${part.name}.` }];
    case 'folder':
      return [{ text: folderText(part) }];
  }
}

function folderText({ path, fileCount, files, hasMore }: FolderPart): string {
  const count = hasMore ? `more than ${fileCount}` : String(fileCount);
  const rest = hasMore || files.length < fileCount ? ', of which these are some' : '';
  return `The attached folder ${path} holds ${count} files${rest}:\n\n${files.join('\n')}`;
}

/**
 * The contents of restored messages. An answer that brings its own contents back brings the person's message with it, since a turn's
 * `history` events begin with that; what was shown but not yet reported when the process died is completed from the parts.
 */
export function contentsOf(messages: readonly RestoredMessage[], before: readonly Content[] = []): Content[] {
  let contents = [...before];
  messages.forEach((message, index) => {
    if (message.role === 'user') {
      if (!startsWithPrompt(ownItems(messages[index + 1]).filter(isContent)))
        contents.push({ role: 'user', parts: promptParts(message.parts) });
      return;
    }
    const items = ownItems(message);
    const reported = items.filter(isContent);
    const compressedAt = items.findLastIndex(isCompressed);
    const compressed = items[compressedAt];
    if (!isCompressed(compressed)) {
      contents.push(...completeFromParts(reported, message.parts));
      return;
    }
    const later = items.slice(compressedAt + 1).filter(isContent);
    contents = [...compressed.compressed.filter(isContent), ...later];
    // Where nothing came after it, it holds all that the message says.
    if (later.length > 0) contents.push(...completeFromParts(reported, message.parts).slice(reported.length));
  });
  return repairContents(contents);
}

/** Stands among reported contents: all that came before it, in other messages too, has been replaced by these. */
interface CompressedHistory {
  compressed: unknown[];
}

/** What a compression left, as reported to the client. */
export function compressedHistory(contents: readonly Content[]): CompressedHistory {
  return { compressed: structuredClone([...contents]) };
}

function isCompressed(value: unknown): value is CompressedHistory {
  return typeof value === 'object' && value !== null && Array.isArray((value as { compressed?: unknown }).compressed);
}

function ownItems(message: RestoredMessage | undefined): unknown[] {
  if (message?.role !== 'assistant' || message.provider?.agentId !== AGENT_ID) return [];
  return structuredClone(message.provider.contents);
}

/** A value from outside that is at least shaped like a content; the API judges the rest. */
function isContent(value: unknown): value is Content {
  if (typeof value !== 'object' || value === null) return false;
  const { role, parts } = value as { role?: unknown; parts?: unknown };
  return (role === 'user' || role === 'model') && Array.isArray(parts) && parts.every((part) => typeof part === 'object' && part !== null);
}

function startsWithPrompt(contents: Content[]): boolean {
  const first = contents[0];
  return first?.role === 'user' && !(first.parts ?? []).some((part) => part.functionResponse);
}

function promptParts(parts: readonly Part[]): ContentPart[] {
  return toContentParts(parts.filter(isUserPart));
}

/** Adds to reported contents what only the shown parts know: text after the last report, results that came in after it. */
function completeFromParts(reported: Content[], parts: readonly Part[]): Content[] {
  if (reported.length === 0) return contentsOfParts(parts);
  const calls = new Set(reported.flatMap((content) => (content.parts ?? []).flatMap((part) => part.functionCall?.id ?? [])));
  const answered = new Set(reported.flatMap((content) => (content.parts ?? []).flatMap((part) => part.functionResponse?.id ?? [])));
  const late = parts.filter((part) => part.type === 'tool-call' && calls.has(part.callId) && !answered.has(part.callId)) as ToolCallPart[];
  const reportedText = reported
    .flatMap((content) => (content.role === 'model' ? (content.parts ?? []) : []))
    .map((part) => (part.thought ? '' : (part.text ?? '')))
    .join('');
  let toSkip = reportedText.length;
  const unreported = parts.flatMap((part): Part[] => {
    if (part.type === 'tool-call') return calls.has(part.callId) ? [] : [part];
    if (part.type !== 'text') return [];
    const skipped = Math.min(toSkip, part.text.length);
    toSkip -= skipped;
    return skipped === part.text.length ? [] : [{ type: 'text', text: part.text.slice(skipped) }];
  });
  return [...reported, ...(late.length > 0 ? [responseContent(late)] : []), ...contentsOfParts(unreported)];
}

/** An answer's parts as turns of the model and of its tools. Thoughts, errors and notices were never part of what the model reads. */
function contentsOfParts(parts: readonly Part[]): Content[] {
  const contents: Content[] = [];
  let model: ContentPart[] = [];
  let calls: ToolCallPart[] = [];
  const flush = () => {
    if (model.length > 0) contents.push({ role: 'model', parts: model });
    if (calls.length > 0) contents.push(responseContent(calls));
    model = [];
    calls = [];
  };
  for (const part of parts) {
    if (part.type === 'tool-call') {
      model.push({ functionCall: { id: part.callId, name: part.name, args: part.args } });
      calls.push(part);
    } else if (part.type === 'steering') {
      flush();
      contents.push({ role: 'user', parts: toContentParts(part.parts) });
    } else if (part.type === 'text' && part.text !== '') {
      // Text after calls was said with their results known.
      if (calls.length > 0) flush();
      model.push({ text: part.text });
    }
  }
  flush();
  return contents;
}

function responseContent(calls: readonly ToolCallPart[]): Content {
  return {
    role: 'user',
    parts: calls.map((call) => ({
      functionResponse: { id: call.callId, name: call.name, response: responseOf(call) },
    })),
  };
}

function responseOf(call: ToolCallPart): Record<string, unknown> {
  const result = call.result && { ...call.result, output: outputText(call.result) };
  switch (call.state) {
    case 'succeeded':
      return { output: result?.output || (result?.diff ? `Changed ${result.diff.path}` : 'Done.') };
    case 'failed':
      if (result?.error === undefined && result?.exitCode !== undefined)
        return { output: `${result.output}\nExit code: ${result.exitCode}` };
      return { error: [result?.error, result?.output].filter(Boolean).join('\n') || 'The call failed.' };
    case 'denied':
      return { error: `The user denied this call; it was not run. ${result?.error ?? ''}`.trim() };
    default:
      return {
        error: [UNKNOWN_OUTCOME, result?.output && `Output before: ${result.output}`].filter(Boolean).join(' '),
      };
  }
}

/** The same conversation without anything the API would reject. */
export function repairContents(contents: readonly Content[]): Content[] {
  const repaired: Content[] = [];
  for (const content of contents) {
    const open = openCalls(repaired.at(-1));
    const parts = (content.parts ?? []).filter((part) => Object.keys(part).length > 0 && part.text !== '');
    if (content.role === 'model') {
      if (open.length > 0) repaired.push(unknownOutcomes(open));
      const said = parts.filter((part) => part.functionResponse === undefined);
      // An answer to nothing: the API wants the person to speak first.
      if (repaired.length === 0 || said.length === 0) continue;
      repaired.push({ role: 'model', parts: said });
      continue;
    }
    const responses = parts.filter((part) => open.some((call) => matches(part, call)));
    const missing = open.filter((call) => !responses.some((part) => matches(part, call)));
    if (missing.length > 0) responses.push(...(unknownOutcomes(missing).parts ?? []));
    if (responses.length > 0) repaired.push({ role: 'user', parts: responses });
    // A response to no call is dropped; words stay.
    const words = parts.filter((part) => part.functionResponse === undefined && part.functionCall === undefined);
    if (words.length > 0) repaired.push({ role: 'user', parts: words });
  }
  const open = openCalls(repaired.at(-1));
  if (open.length > 0) repaired.push(unknownOutcomes(open));
  return repaired;
}

type FunctionCall = NonNullable<ContentPart['functionCall']>;

function openCalls(content: Content | undefined): FunctionCall[] {
  if (content?.role !== 'model') return [];
  return (content.parts ?? []).flatMap((part) => part.functionCall ?? []);
}

function matches(part: ContentPart, call: FunctionCall): boolean {
  const response = part.functionResponse;
  if (response === undefined) return false;
  return call.id !== undefined && response.id !== undefined ? response.id === call.id : response.name === call.name;
}

function unknownOutcomes(calls: FunctionCall[]): Content {
  return {
    role: 'user',
    parts: calls.map((call) => ({
      functionResponse: {
        ...(call.id !== undefined && { id: call.id }),
        ...(call.name !== undefined && { name: call.name }),
        response: { error: UNKNOWN_OUTCOME },
      },
    })),
  };
}

/** Tool responses as contents to keep: bytes the SDK hides inside a response for the next request become parts of their own. */
export function responseContents(parts: readonly ContentPart[]): Content[] {
  const injected: ContentPart[] = [];
  const cleaned = parts.map((part) => {
    const response = part.functionResponse?.response;
    if (!response || !(BINARY_INJECTION_KEY in response)) return part;
    const { [BINARY_INJECTION_KEY]: binary, ...rest } = response;
    if (Array.isArray(binary)) injected.push(...(binary as ContentPart[]));
    return { ...part, functionResponse: { ...part.functionResponse, response: rest } };
  });
  if (injected.length === 0) return [{ role: 'user', parts: cleaned }];
  return [
    { role: 'user', parts: cleaned },
    { role: 'model', parts: [{ text: 'Binary content received.' }] },
    { role: 'user', parts: injected },
  ];
}
