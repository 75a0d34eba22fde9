/**
 * Conversations as one HTML page that needs nothing else. All text in it is untrusted: everything is escaped, and a content policy in the
 * page forbids script and network whatever a viewer does.
 */
import type { Message, Part } from '#protocol/conversation.ts';
import type { IndexEntry } from './document-index.ts';
import type { ExportedConversation } from './export-format.ts';

const STYLE = `
  body { max-width: 48rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: #1a1a1a; background: #fff; }
  article { margin: 1.5rem 0; } header { color: #666; font-size: 0.875rem; }
  .user { border-inline-start: 3px solid #888; padding-inline-start: 1rem; }
  .text, pre { white-space: pre-wrap; overflow-wrap: anywhere; } pre { background: #f3f3f3; padding: 0.75rem; border-radius: 0.5rem; }
  nav ul { padding: 0; list-style: none; } nav li { display: flex; gap: 1rem; padding: 0.25rem 0; } nav a { flex: 1; overflow-wrap: anywhere; color: inherit; }
  nav span { color: #666; font-size: 0.875rem; white-space: nowrap; } h1 { margin-top: 4rem; }
  details, .notice { color: #555; } .error { color: #a00; } img { max-width: 100%; }
  @media (prefers-color-scheme: dark) { body { color: #eee; background: #1a1a1a; } pre { background: #2a2a2a; } details, .notice, header, nav span { color: #aaa; } .error { color: #f88; } }
`;

export function htmlStart(title: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
`;
}

export const HTML_END = '</body>\n</html>\n';

/** The way to each of many conversations, the newest first. */
export function* htmlIndex(entries: readonly IndexEntry[]): Generator<string> {
  yield '<nav>\n<h1>Conversations</h1>\n<ul>\n';
  for (const { title, anchor, day, messages } of entries) {
    yield `<li><a href="#${anchor}" dir="auto">${escapeHtml(title)}</a><span>${day} · ${messages}</span></li>\n`;
  }
  yield '</ul>\n</nav>\n';
}

export function* htmlConversation(conversation: ExportedConversation, messages: Iterable<Message>, anchor: string): Generator<string> {
  yield `<h1 id="${anchor}" dir="auto">${escapeHtml(conversation.title)}</h1>\n`;
  for (const message of messages) {
    const author = message.role === 'user' ? 'You' : (message.model ?? 'Agent');
    const time = new Date(message.createdAt).toISOString();
    yield `<article class="${message.role}">\n<header>${escapeHtml(author)} · <time datetime="${time}">${time}</time></header>\n`;
    for (const part of message.parts) yield `${htmlPart(part)}\n`;
    yield '</article>\n';
  }
}

function htmlPart(part: Part): string {
  switch (part.type) {
    case 'text':
      return `<div class="text" dir="auto">${escapeHtml(part.text)}</div>`;
    case 'thought':
      return `<details><summary>${escapeHtml(part.subject ?? 'Thought')}</summary><div class="text" dir="auto">${escapeHtml(part.text)}</div></details>`;
    case 'tool-call': {
      const outcome = [part.result?.diff?.newText, part.result?.output, part.result?.error].filter(
        (text) => text !== undefined && text !== '',
      );
      const blocks = [JSON.stringify(part.args, null, 2), ...outcome].map((text) => `<pre>${escapeHtml(text ?? '')}</pre>`);
      return `<details><summary>${escapeHtml(part.title)} (${part.state})</summary>${blocks.join('')}</details>`;
    }
    case 'image':
      return `<img src="data:${part.mimeType};base64,${escapeHtml(part.data)}" alt="${escapeHtml(part.name ?? '')}">`;
    case 'file': {
      const text = part.content.encoding === 'text' ? `<pre>${escapeHtml(part.content.text)}</pre>` : '';
      return `<details><summary>File: ${escapeHtml(part.name)}</summary>${text}</details>`;
    }
    case 'folder':
      return `<p class="notice" dir="auto">Folder: ${escapeHtml(part.path)}</p>`;
    case 'steering':
      return `<div class="user">${part.parts.map(htmlPart).join('\n')}</div>`;
    case 'error':
      return `<p class="error" dir="auto">${escapeHtml(part.error.message)}</p>`;
    case 'notice':
      return `<p class="notice" dir="auto">${escapeHtml(part.text)}</p>`;
  }
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}
