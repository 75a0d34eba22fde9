import { strings } from '../../strings/strings.ts';

/** How a place in the code is written for an agent: short, exact, and readable by people. */
export type CodePlace = { path: string; line: number; name?: string | undefined };

/** `src/app.ts:12 save` in backticks, or the path alone for a file. */
export function codeReference({ path, line, name }: CodePlace): string {
  const text = name === undefined ? path : `${path}:${line} ${name}`;
  // A backtick in a name would end the inline code.
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``;
}

/** What goes into the composer with "Ask the agent about this". */
export function questionAbout(place: CodePlace): string {
  return strings.codeMap.about(codeReference(place));
}
