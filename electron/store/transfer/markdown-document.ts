/** A conversation as Markdown, for reading and for other programs. */
import type { Message, Part } from '#protocol/conversation.ts';
import type { IndexEntry } from './document-index.ts';
import type { ExportedConversation } from './export-format.ts';

/** The way to each of many conversations, the newest first. Anchors of their own: what programs make of headings differs, and titles repeat. */
export function* markdownIndex(entries: readonly IndexEntry[]): Generator<string> {
  yield '# Conversations\n\n';
  for (const { title, anchor, day, messages } of entries) {
    yield `- [${oneLine(title).replace(/[\\[\]<>`]/g, '\\$&')}](#${anchor}) · ${day} · ${messages}\n`;
  }
  yield '\n';
}

export function* markdownConversation(
  conversation: ExportedConversation,
  messages: Iterable<Message>,
  anchor: string | null,
): Generator<string> {
  if (anchor !== null) yield `<a id="${anchor}"></a>\n\n`;
  yield `# ${oneLine(conversation.title)}\n\n`;
  for (const message of messages) {
    yield `## ${message.role === 'user' ? 'You' : (message.model ?? 'Agent')} · ${new Date(message.createdAt).toISOString()}\n\n`;
    for (const part of message.parts) yield `${markdownPart(part)}\n\n`;
  }
}

function markdownPart(part: Part): string {
  switch (part.type) {
    case 'text':
      return part.text;
    case 'thought':
      return quote(`*${part.subject ?? 'Thought'}*\n\n${part.text}`);
    case 'tool-call': {
      const outcome = [part.result?.output, part.result?.error].filter((text) => text !== undefined && text !== '').join('\n');
      const diff = part.result?.diff;
      const blocks = [fence(JSON.stringify(part.args, null, 2), 'json')];
      if (diff !== undefined) blocks.push(fence(diff.newText, ''));
      if (outcome !== '') blocks.push(fence(outcome, ''));
      return `**${oneLine(part.title)}** (${part.state})\n\n${blocks.join('\n\n')}`;
    }
    case 'image':
      return `*Image: ${oneLine(part.name ?? part.mimeType)}*`;
    case 'file':
      return part.content.encoding === 'text'
        ? `*File: ${oneLine(part.name)}*\n\n${fence(part.content.text, '')}`
        : `*File: ${oneLine(part.name)}*`;
    case 'folder':
      return `*Folder: ${oneLine(part.path)}*`;
    case 'steering':
      return quote(`**You, meanwhile:**\n\n${part.parts.map(markdownPart).join('\n\n')}`);
    case 'error':
      return quote(`**Error:** ${part.error.message}`);
    case 'notice':
      return quote(`*${part.text}*`);
  }
}

/** A fence longer than any inside, so that the text can't end it. */
function fence(text: string, language: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}${language}\n${text}\n${ticks}`;
}

function quote(text: string): string {
  return text.replace(/^/gm, '> ');
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
