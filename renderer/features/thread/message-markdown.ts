/** A message as Markdown source, for copying. */
import type { Message, Part } from '#protocol/conversation.ts';
import { strings } from '../../strings/strings.ts';

/** What was said, without what was done for it: text parts, images as their names. */
export function messageMarkdown(message: Message): string {
  return message.parts
    .map(partMarkdown)
    .filter((text) => text !== '')
    .join('\n\n');
}

function partMarkdown(part: Part): string {
  switch (part.type) {
    case 'text':
      return part.text.trim();
    case 'image':
      return `![${part.name ?? strings.markdown.image}]`;
    case 'file':
      return `[${part.name}]`;
    case 'folder':
      return `[${part.path}]`;
    case 'error':
      return `> ${part.error.message}`;
    default:
      return '';
  }
}
