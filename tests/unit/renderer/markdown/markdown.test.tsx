import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { visibleRuns, withVisibleCharacters } from '#protocol/visible-characters.ts';
import { TooltipProvider } from '#renderer/components/tooltip.tsx';
import { highlightLanguage } from '#renderer/features/markdown/highlight-languages.ts';
import { growLineGroups, LINES_PER_GROUP } from '#renderer/features/markdown/line-groups.ts';
import { misleadingHost, openableUrl } from '#renderer/features/markdown/link-policy.ts';
import { Markdown } from '#renderer/features/markdown/markdown.tsx';
import { markMath } from '#renderer/features/markdown/parse-prose.ts';

const render = (text: string, isStreaming = false): string =>
  renderToStaticMarkup(
    <TooltipProvider>
      <Markdown text={text} isStreaming={isStreaming} />
    </TooltipProvider>,
  );
/** What a person reads: markup gone, entities back. */
const read = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#x27;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

describe('Markdown', () => {
  it("has headings below the page's own", () => {
    expect(render('# One')).toMatch(/<h3[^>]*>One<\/h3>/);
    expect(render('###### Six')).toMatch(/<h6[^>]*>Six<\/h6>/);
  });

  it('has tables with alignment, task lists, strikethrough and line breaks in cells', () => {
    expect(render('| a | b |\n|---|--:|\n| 1 | 2<br>3 |')).toMatch(/<td data-align="right">2<br\/>3<\/td>/);
    expect(render('- [x] done\n- [ ] open')).toMatch(/Done: .*done.*To do: .*open/);
    expect(render('~~gone~~')).toContain('<del>gone</del>');
  });

  it('keeps a list that has blank lines or goes on after text one list, with its numbers', () => {
    expect(render('3. a\n\n4. b')).toMatch(/<ol start="3">.*a.*b.*<\/ol>/);
  });

  it('finds link definitions elsewhere in the answer', () => {
    expect(render('See [docs][d].\n\nText.\n\n[d]: https://example.com/docs')).toContain('href="https://example.com/docs"');
  });

  it('shows what is still being written as if it were closed, without its marks', () => {
    expect(render('Some **bold te', true)).toContain('<strong>bold te</strong>');
    expect(read(render('A [link](https://exa', true))).toContain('A link');
    expect(read(render('```ts\nconst a', true))).toContain('const a');
  });

  it('reads math in the notations models use, and leaves prices alone', () => {
    for (const source of ['$x^2$', '\\(x^2\\)', '$$x^2$$', '\\[x^2\\]', '$$\nx^2\n$$'])
      expect(render(`Here: ${source.startsWith('$$\n') ? `\n\n${source}` : source}`), source).toContain('data-math');
    for (const source of ['It costs $5 to $6.', 'From $HOME to $PATH', 'US$ 5', '`$x$`', '\\$x\\$'])
      expect(render(source), source).not.toContain('data-math');
  });

  it('does not take what is in code for math', () => {
    expect(markMath('`a \\(b\\)` and \\(c\\)')).toBe('`a \\(b\\)` and $$c$$');
  });

  it('draws only a placeholder for what is far away in a very long text', () => {
    const html = render('A paragraph of some length.\n\n'.repeat(40_000));
    expect(html.length).toBeLessThan(50_000);
    expect(html).toContain('height:');
  });

  it('treats carriage returns as line ends', () => {
    expect(render('a\r\n\r\nb')).toMatch(/<p>a<\/p>.*<p>b<\/p>/s);
  });
});

describe('links', () => {
  it.each([
    ['https://example.com', 'https://example.com/'],
    ['mailto:a@example.com', 'mailto:a@example.com'],
    ['https://exämple.com', 'https://xn--exmple-cua.com/'],
    ['javascript:alert(1)', null],
    ['java\nscript:alert(1)', null],
    ['http:\t//example.com', null],
    ['file:///etc/passwd', null],
    ['data:text/html,x', null],
    ['//example.com', null],
    ['example.com', null],
    ['', null],
    [`https://example.com/${'a'.repeat(9000)}`, null],
  ])('%s opens as %s', (address, url) => {
    expect(openableUrl(address)).toBe(url);
  });

  it.each([
    ['https://bank.example', 'https://evil.example/', 'evil.example'],
    ['www.bank.com', 'https://evil.example/', 'evil.example'],
    ['bank.com/login', 'https://evil.example/', 'evil.example'],
    ['https://example.com/docs', 'https://example.com/other', null],
    ['www.example.com', 'https://example.com/', null],
    ['example.com', 'https://www.example.com/', null],
    ['main.ts', 'https://github.example/main.ts', null],
    ['the docs', 'https://docs.example/', null],
    ['a@bank.com', 'mailto:a@bank.com', null],
  ])('%s to %s is misleading: %s', (text, url, host) => {
    expect(misleadingHost(text, url)).toBe(host);
  });
});

describe('hidden characters', () => {
  it('are found every time, from the first on', () => {
    for (let turn = 0; turn < 3; turn += 1) expect(withVisibleCharacters('a\u202eb\u2066c')).toBe('a[U+202E]b[U+2066]c');
  });

  it.each([
    '\u0000',
    '\u001b',
    '\u00ad',
    '\u061c',
    '\u200b',
    '\u200f',
    '\u202a',
    '\u2028',
    '\u2060',
    '\u2069',
    '\u3164',
    '\ufeff',
    '\u{e0041}',
  ])('%j is shown', (character) => {
    expect(visibleRuns(`x${character}y`)).toHaveLength(3);
  });

  it.each(['tab\tand\nline', 'Grüße, 世界, שלום, مرحبا', '👩‍💻 and ❤️', 'é'])('%j is left alone', (text) => {
    expect(visibleRuns(text)).toEqual([{ type: 'text', text }]);
  });

  it('shows a joiner that joins no pictures', () => {
    expect(withVisibleCharacters('pass\u200dword')).toBe('pass[U+200D]word');
  });
});

describe('code', () => {
  it.each([
    ['ts', 'typescript'],
    ['TSX', 'tsx'],
    ['py', 'python'],
    ['c++', 'cpp'],
    ['nonsense', null],
    ['constructor', null],
    ['', null],
  ])('a fence marked %s is %s', (word, language) => {
    expect(highlightLanguage(word)).toBe(language);
  });

  it('keeps groups of lines that are whole while more comes', () => {
    const lines = Array.from({ length: LINES_PER_GROUP * 2 + 3 }, (_, index) => `line ${index}`).join('\n');
    const before = growLineGroups(null, lines);
    const after = growLineGroups(before, `${lines} and\nmore`);
    expect(after.closed[0]).toBe(before.closed[0]);
    expect([...after.closed, after.open].join('\n')).toBe(`${lines} and\nmore`);
    expect(growLineGroups(null, `${lines} and\nmore`)).toEqual(after);
  });
});
