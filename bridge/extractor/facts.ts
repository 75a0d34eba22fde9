/**
 * The facts the extractor draws from one source file. They name things as the source does; what a name means
 * across files is for the linker (python/intermap/languages/linker) to find out.
 */
import type { Node } from 'web-tree-sitter';

/**
 * A path of names, such as `this.store.save` as `['this', 'store', 'save']`. A part that ends in `()` is called or
 * constructed on the way: `new Store().save` is `['Store()', 'save']`.
 */
export type Chain = string[];

/** What a symbol is, in words that fit all languages. */
export type SymbolKind =
  | 'function'
  | 'method'
  | 'class'
  | 'interface'
  | 'enum'
  | 'type'
  | 'struct'
  | 'trait'
  | 'namespace'
  | 'variable'
  | 'macro';

/** A declaration. `parent` is the index of the symbol around it, -1 at the top of the file. */
export interface SymbolFact {
  name: string;
  kind: SymbolKind;
  line: number;
  end_line: number;
  parent: number;
  exported?: true;
  signature?: string;
  /** Types it extends, implements or embeds. */
  bases?: string[];
  /** The type a method belongs to when it is declared outside of that type's body (Go, Rust). */
  owner?: string;
  returns?: string;
  /** Kept alive by something other than code of the project: an override, an annotation, a test. */
  implicit?: true;
}

/** An import. `name` is `*` for a whole module and `default` for the default export; `local` is the name it gets. */
export interface ImportFact {
  module: string;
  line: number;
  names: { name: string; local: string }[];
  /** The names are exported again under `local`. */
  reexport?: true;
}

/** A call or construction, by the function or type named `scope` (a symbol index, -1 for the file itself). */
export interface CallFact {
  scope: number;
  chain: Chain;
  line: number;
}

/** A variable, parameter or field of `scope` with its declared type or the expression it starts with. */
export interface BindingFact {
  scope: number;
  name: string;
  type?: string;
  value?: Chain;
}

/** Everything drawn from one file. */
export interface FileFacts {
  symbols: SymbolFact[];
  imports: ImportFact[];
  calls: CallFact[];
  bindings: BindingFact[];
  /** Mentions that are no calls: functions passed on, types named. */
  uses: CallFact[];
  /** Go's or Java's package. */
  package?: string;
  errors: { line: number; message: string }[];
}

/** What {@link FactsBuilder.symbol} needs beyond the node. */
export type SymbolDetails = Pick<SymbolFact, 'name' | 'kind'> & {
  parent: number;
  exported?: boolean | undefined;
  implicit?: boolean | undefined;
  bases?: string[] | undefined;
  owner?: string | undefined;
  returns?: string | undefined;
};

const MAX_SIGNATURE_LENGTH = 160;
/** One broken line gives many error nodes; a person reads the first few. */
const MAX_ERRORS = 5;

/** Collects facts while a language's visitor walks the tree. */
export class FactsBuilder {
  readonly facts: FileFacts = { symbols: [], imports: [], calls: [], bindings: [], uses: [], errors: [] };

  /** Add a declaration and return its index, the scope of what is inside. */
  symbol(node: Node, details: SymbolDetails): number {
    const fact: SymbolFact = {
      name: details.name,
      kind: details.kind,
      line: node.startPosition.row + 1,
      end_line: node.endPosition.row + 1,
      parent: details.parent,
    };
    if (details.exported) fact.exported = true;
    if (details.implicit) fact.implicit = true;
    if (details.bases?.length) fact.bases = details.bases;
    if (details.owner) fact.owner = details.owner;
    if (details.returns) fact.returns = details.returns;
    if (details.kind !== 'variable') fact.signature = signatureOf(node);
    return this.facts.symbols.push(fact) - 1;
  }

  call(node: Node, scope: number, chain: Chain | undefined): void {
    if (chain?.length) this.facts.calls.push({ scope, chain, line: lineOfLast(node) });
  }

  use(node: Node, scope: number, chain: Chain | undefined): void {
    if (chain?.length) this.facts.uses.push({ scope, chain, line: node.startPosition.row + 1 });
  }

  /** Remember what a name stands for; without a type and a value only that it hides outer names. */
  binding(scope: number, name: string, type: string | undefined, value?: Chain): void {
    const fact: BindingFact = { scope, name };
    if (type) fact.type = type;
    if (value?.length) fact.value = value;
    this.facts.bindings.push(fact);
  }

  import(node: Node, module: string, names: ImportFact['names'], reexport = false): void {
    const fact: ImportFact = { module, line: node.startPosition.row + 1, names };
    if (reexport) fact.reexport = true;
    this.facts.imports.push(fact);
  }

  /** The facts, with mentions of local variables and builtins (which no other file cares for) left out. */
  finish(root: Node): FileFacts {
    const known = new Set(['this', 'super']);
    for (const symbol of this.facts.symbols) if (symbol.kind !== 'method') known.add(symbol.name);
    for (const imported of this.facts.imports) for (const { local } of imported.names) known.add(local);
    const hasWildcard = this.facts.imports.some((fact) => fact.names.some(({ local }) => local === '*'));
    const isPackageWide = this.facts.package !== undefined;
    this.facts.uses = this.facts.uses.filter(({ chain }) => {
      const head = (chain[0] ?? '').replace(/\(\)$/, '');
      // Types of the same package need no import in Go and Java; they start with a capital by rule or custom.
      return known.has(head) || ((isPackageWide || hasWildcard) && /^\p{Lu}/u.test(head));
    });
    if (root.hasError) collectErrors(root, this.facts.errors);
    return this.facts;
  }
}

function lineOfLast(node: Node): number {
  // In a chain over several lines the call stands where its last name does.
  const callee = node.childForFieldName('function') ?? node.childForFieldName('name') ?? node;
  const last = callee.childForFieldName('property') ?? callee.childForFieldName('field') ?? callee.childForFieldName('name');
  return (last ?? callee).startPosition.row + 1;
}

function signatureOf(node: Node): string {
  const value = node.childForFieldName('value');
  const body = node.childForFieldName('body') ?? value?.childForFieldName('body');
  const text = node.text.slice(0, body ? body.startIndex - node.startIndex : MAX_SIGNATURE_LENGTH * 2);
  const line = text
    .replace(/\s+/g, ' ')
    .replace(/\s*(=>|=|\{|;)\s*$/, '')
    .trim();
  return line.length > MAX_SIGNATURE_LENGTH ? `${line.slice(0, MAX_SIGNATURE_LENGTH)}…` : line;
}

function collectErrors(node: Node, errors: FileFacts['errors']): void {
  if (errors.length >= MAX_ERRORS || !node.hasError) return;
  if (node.isMissing) {
    errors.push({ line: node.startPosition.row + 1, message: `${node.type} is missing` });
    return;
  }
  if (node.isError) {
    const text = node.text.trim().split('\n')[0]?.slice(0, 40) ?? '';
    errors.push({ line: node.startPosition.row + 1, message: `syntax error near ${JSON.stringify(text)}` });
    return;
  }
  for (const child of node.children) if (child) collectErrors(child, errors);
}
