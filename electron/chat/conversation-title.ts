/** A first title, so that the sidebar is readable before the person names anything. */
import type { UserPart } from '#protocol/conversation.ts';

/** What fits on the sidebar's line at its default width. */
const MAX_TITLE_CHARS = 60;

/** The first line of the prompt that says something, cut at a word. */
export function titleFromPrompt(parts: UserPart[]): string {
  const line =
    parts
      .flatMap((part) => (part.type === 'text' ? part.text.split('\n') : []))
      .map((text) => text.replace(/^[#>*\-\s`]+/, '').trim())
      .find((text) => text !== '') ?? attachedName(parts);
  if (line === undefined) return 'Image';
  // Counted in characters a person sees: a cut inside an emoji would leave half of it.
  const characters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(line)].map(({ segment }) => segment);
  if (characters.length <= MAX_TITLE_CHARS) return line;
  const cut = characters.slice(0, MAX_TITLE_CHARS - 1).join('');
  const lastSpace = cut.lastIndexOf(' ');
  return `${(lastSpace > MAX_TITLE_CHARS / 2 ? cut.slice(0, lastSpace) : cut).trimEnd()}…`;
}

/** What a prompt without words is about. */
function attachedName(parts: UserPart[]): string | undefined {
  return parts.flatMap((part) => (part.type === 'file' ? [part.name] : part.type === 'folder' ? [part.path] : []))[0];
}
