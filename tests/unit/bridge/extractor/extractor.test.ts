import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { FileFacts } from '#bridge/extractor/facts.ts';
import { buildExtractor, type ExtractorProcess, startExtractor } from './extractor-process.ts';

let built: Awaited<ReturnType<typeof buildExtractor>>;
let extractor: ExtractorProcess;

beforeAll(async () => {
  built = await buildExtractor();
});
afterAll(() => built.remove());
beforeEach(async () => {
  extractor = await startExtractor(built.script);
});
afterEach(async () => {
  await extractor.close();
});

const chains = (facts: FileFacts) => facts.calls.map(({ chain }) => chain.join('.'));
const symbols = (facts: FileFacts) => facts.symbols.map(({ kind, name }) => `${kind} ${name}`);

describe('frames', () => {
  test('a bad request gets an error, and the next one is served', async () => {
    for (const line of ['no json', '[1]', 'null', '{"id":"1"}', '{"id":1}', '{"id":1,"language":"go"}']) {
      extractor.sendLine(line);
      expect((await extractor.next()).error).toBeTypeOf('string');
    }
    extractor.sendLine(JSON.stringify({ id: 7, language: 'cobol', source: '' }));
    expect(await extractor.next()).toEqual({ id: 7, error: 'unknown language "cobol"' });
    expect(symbols(await extractor.facts('typescript', 'function f() {}'))).toEqual(['function f']);
  });

  test('answers come in order, also when many are asked for at once', async () => {
    const ids = Array.from({ length: 40 }, (_, id) => id);
    for (const id of ids) extractor.sendLine(JSON.stringify({ id, language: 'go', source: `package p\nfunc F${id}() {}` }));
    for (const id of ids) {
      const reply = await extractor.next();
      expect([reply.id, reply.facts?.symbols[0]?.name]).toEqual([id, `F${id}`]);
    }
  });

  test('the end of stdin ends the process with 0', async () => {
    expect(await extractor.close()).toBe(0);
  });

  test('code nested thousands deep fails or is read, and the next file is served', async () => {
    extractor.sendLine(JSON.stringify({ id: 1, language: 'javascript', source: `x = ${'['.repeat(20_000)}${']'.repeat(20_000)}` }));
    expect((await extractor.next()).id).toBe(1);
    expect(symbols(await extractor.facts('javascript', 'function after() {}'))).toEqual(['function after']);
  });

  test('a broken source gives its errors by line and what stands around them', async () => {
    const facts = await extractor.facts('typescript', 'function good() { other(); }\nconst = = 3;\nfunction last() {}\n');
    expect(symbols(facts)).toContain('function good');
    expect(facts.errors[0]?.line).toBe(2);
  });
});

describe('facts', () => {
  test('TypeScript: classes, fields, parameter properties, imports, exports and chains', async () => {
    const facts = await extractor.facts(
      'typescript',
      [
        "import def, { a as b, type T } from './m.ts';",
        "export * from './all';",
        "export { x as y } from './x';",
        'export class K extends ns.Base<T> implements I {',
        '  private store: Store = new Store();',
        '  constructor(private readonly log: Log) { super(); }',
        '  async run(p: Promise<Job>) { this.store.save(); b?.(1); (await open()).close(); new K(1).run(p); list.map(def); }',
        '}',
        'export const f = async (k: K) => k.run();',
      ].join('\n'),
    );
    expect(symbols(facts)).toEqual(['class K', 'method constructor', 'method run', 'function f']);
    expect(facts.symbols[0]).toMatchObject({ exported: true, bases: ['ns.Base', 'I'], line: 4, end_line: 8 });
    expect(facts.imports.slice(0, 3)).toEqual([
      {
        module: './m.ts',
        line: 1,
        names: [
          { name: 'default', local: 'def' },
          { name: 'a', local: 'b' },
          { name: 'T', local: 'T' },
        ],
      },
      { module: './all', line: 2, names: [{ name: '*', local: '*' }], reexport: true },
      { module: './x', line: 3, names: [{ name: 'x', local: 'y' }], reexport: true },
    ]);
    expect(chains(facts)).toEqual(
      expect.arrayContaining(['super.constructor', 'this.store.save', 'b', 'open().close', 'K().run', 'list.map', 'k.run']),
    );
    expect(facts.bindings).toEqual(
      expect.arrayContaining([
        { scope: 0, name: 'store', type: 'Store', value: ['Store()'] },
        { scope: 0, name: 'log', type: 'Log' },
        { scope: 2, name: 'p', type: 'Job' },
      ]),
    );
    // A function that is passed on is mentioned, not called.
    expect(facts.uses.map(({ chain }) => chain.join('.'))).toContain('def');
  });

  test('TypeScript: types exported again as a whole', async () => {
    const facts = await extractor.facts('typescript', "export type * from './a';\nexport type * as b from './b';\nf();\n");
    expect(facts.errors).toEqual([]);
    expect(facts.imports.map(({ module, names }) => [module, names[0]?.local])).toEqual([
      ['./a', '*'],
      ['./b', 'b'],
    ]);
    expect(chains(facts)).toEqual(['f']);
  });

  test('a string that looks like code is no code', async () => {
    const source = ['// call()', 'const s = "call()";', `const t = \`\${real()} call()\`;`].join('\n');
    const facts = await extractor.facts('javascript', source);
    expect(chains(facts)).toEqual(['real']);
  });

  test('Go: receivers, embedded types and package names', async () => {
    const facts = await extractor.facts(
      'go',
      'package store\nimport m "example.com/a/v2"\ntype S struct { *Base; log *m.Log }\nfunc (s *S) Run(x int) (*T, error) { s.log.Write(); y := New(); y.Z(); return nil, nil }\n',
    );
    expect(facts.package).toBe('store');
    expect(facts.symbols).toMatchObject([
      { name: 'S', kind: 'struct', bases: ['Base'] },
      { name: 'Run', kind: 'method', owner: 'S', returns: 'T', exported: true },
    ]);
    expect(chains(facts)).toEqual(['s.log.Write', 'New', 'y.Z']);
  });

  test('Rust: use trees, impl blocks, macros', async () => {
    const facts = await extractor.facts(
      'rust',
      'use crate::a::{b, c as d, e::*};\nimpl Show for S { fn show(&self) { Self::new().run()?; assert_eq!(f(1), 2); } }\n',
    );
    expect(facts.imports).toEqual([
      { module: 'crate::a', line: 1, names: [{ name: 'b', local: 'b' }] },
      { module: 'crate::a', line: 1, names: [{ name: 'c', local: 'd' }] },
      { module: 'crate::a::e', line: 1, names: [{ name: '*', local: '*' }] },
    ]);
    expect(facts.symbols).toMatchObject([{ name: 'show', kind: 'method', owner: 'S', implicit: true }]);
    expect(chains(facts)).toEqual(['this.new().run', 'this.new', 'assert_eq', 'f']);
  });

  test('Java: constructors, fields and static imports', async () => {
    const facts = await extractor.facts(
      'java',
      'package a.b;\nimport static c.D.f;\nclass K extends Base { private final Foo foo = new Foo(); K(Bar bar) { super(bar); foo.run(); f(); } }\n',
    );
    expect(facts.package).toBe('a.b');
    expect(facts.imports).toEqual([{ module: 'c.D', line: 2, names: [{ name: 'f', local: 'f' }] }]);
    expect(symbols(facts)).toEqual(['class K', 'method <init>']);
    expect(chains(facts)).toEqual(['Foo', 'super.<init>', 'foo.run', 'f']);
  });
});
