/** Facts of Rust. Methods name the type of their `impl` block; `self` and `Self` become `this` in chains. */
import type { Node } from 'web-tree-sitter';
import { type Chain, FactsBuilder, type FileFacts, type ImportFact } from '../facts.ts';
import { childOfType, fieldText, hasChild, namedChildren } from '../tree.ts';

/** Walk a file's tree. */
export function extractRust(root: Node): FileFacts {
  const visitor = new RustVisitor();
  visitor.children(root, { scope: -1 });
  return visitor.builder.finish(root);
}

interface Place {
  scope: number;
  /** The type of the `impl` block around. */
  owner?: string | undefined;
  isTraitImpl?: boolean;
  isTrait?: boolean;
}

/** Types that dereference to what they hold, or that a call chain unwraps at once. */
const WRAPPERS = new Set(['Box', 'Rc', 'Arc', 'Result', 'Option', 'RefCell', 'Mutex', 'RwLock', 'Ref', 'RefMut']);

class RustVisitor {
  readonly builder = new FactsBuilder();
  private attributes = '';

  children(node: Node, place: Place) {
    for (const child of namedChildren(node)) this.visit(child, place);
  }

  private visit(node: Node, place: Place) {
    switch (node.type) {
      case 'attribute_item':
        this.attributes += node.text;
        return;
      case 'use_declaration':
        return this.readUse(node);
      case 'mod_item':
        return this.module(node, place);
      case 'function_item':
      case 'function_signature_item':
        return this.functionItem(node, place);
      case 'struct_item':
      case 'enum_item':
      case 'union_item':
      case 'trait_item':
      case 'type_item':
        return this.typeItem(node, place);
      case 'impl_item':
        return this.implementation(node, place);
      case 'const_item':
      case 'static_item':
      case 'let_declaration':
        return this.variable(node, place);
      case 'macro_definition':
        this.builder.symbol(node, { name: fieldText(node, 'name') ?? '?', kind: 'macro', parent: place.scope });
        return;
      case 'parameter':
        this.bind(node, place);
        return this.children(node, place);
      case 'call_expression':
        return this.call(node, place);
      case 'macro_invocation':
        return this.macro(node, place);
      case 'identifier':
      case 'type_identifier':
        return this.builder.use(node, place.scope, [node.text]);
      case 'scoped_identifier':
      case 'scoped_type_identifier':
        return this.builder.use(node, place.scope, chainOf(node));
      default:
        return this.children(node, place);
    }
  }

  private takeAttributes(): string {
    const attributes = this.attributes;
    this.attributes = '';
    return attributes;
  }

  private readUse(node: Node) {
    const argument = node.childForFieldName('argument');
    if (argument) this.readUseTree(node, argument, [], hasChild(node, 'visibility_modifier'));
  }

  private readUseTree(statement: Node, node: Node, prefix: string[], isReexport: boolean) {
    const add = (path: string[], name: string, local: string) => {
      const names: ImportFact['names'] = local === '_' ? [] : [{ name, local }];
      this.builder.import(statement, path.join('::'), names, isReexport);
    };
    switch (node.type) {
      case 'use_list':
        for (const child of namedChildren(node)) this.readUseTree(statement, child, prefix, isReexport);
        return;
      case 'scoped_use_list': {
        const path = node.childForFieldName('path');
        const list = node.childForFieldName('list');
        if (list) this.readUseTree(statement, list, [...prefix, ...segments(path)], isReexport);
        return;
      }
      case 'use_wildcard':
        return add([...prefix, ...segments(namedChildren(node)[0] ?? null)], '*', '*');
      case 'use_as_clause': {
        const path = [...prefix, ...segments(node.childForFieldName('path'))];
        return add(path.slice(0, -1), path.at(-1) ?? '*', fieldText(node, 'alias') ?? '_');
      }
      default: {
        const own = segments(node);
        const path = [...prefix, ...own];
        // `use a::{self}` names the module itself.
        if (path.at(-1) === 'self' && path.length > 1) path.pop();
        return add(path.slice(0, -1), path.at(-1) ?? '*', path.at(-1) ?? '*');
      }
    }
  }

  private module(node: Node, place: Place) {
    const name = fieldText(node, 'name') ?? '?';
    const body = node.childForFieldName('body');
    // `mod a;` declares a file: an import of a module below this one.
    if (!body) return this.builder.import(node, 'self', [{ name, local: name }]);
    const isTest = this.takeAttributes().includes('cfg(test)');
    const scope = this.builder.symbol(node, { name, kind: 'namespace', parent: place.scope, implicit: isTest });
    this.children(body, { scope });
  }

  private functionItem(node: Node, place: Place) {
    const name = fieldText(node, 'name') ?? '?';
    const attributes = this.takeAttributes();
    const isMethod = place.owner !== undefined;
    const scope = this.builder.symbol(node, {
      name,
      kind: isMethod ? 'method' : 'function',
      parent: place.scope,
      owner: place.isTrait ? undefined : place.owner,
      exported: hasChild(node, 'visibility_modifier'),
      implicit: place.isTraitImpl || name === 'main' || /\b(test|bench|no_mangle|export|main)\b/.test(attributes),
      returns: this.returned(node, place),
    });
    if (isMethod) this.builder.binding(scope, 'this', place.owner);
    const inside = { scope };
    for (const child of namedChildren(node)) if (child.type !== 'identifier') this.visit(child, inside);
  }

  private returned(node: Node, place: Place): string | undefined {
    const name = typeName(node.childForFieldName('return_type'));
    return name === 'Self' ? place.owner : name;
  }

  private typeItem(node: Node, place: Place) {
    const kinds = { struct_item: 'struct', union_item: 'struct', enum_item: 'enum', trait_item: 'trait' } as const;
    this.takeAttributes();
    const name = fieldText(node, 'name') ?? '?';
    const scope = this.builder.symbol(node, {
      name,
      kind: kinds[node.type as keyof typeof kinds] ?? 'type',
      parent: place.scope,
      exported: hasChild(node, 'visibility_modifier'),
      bases: boundsOf(node),
    });
    const body = node.childForFieldName('body');
    for (const member of body ? namedChildren(body) : []) {
      if (member.type === 'field_declaration') {
        this.builder.binding(scope, fieldText(member, 'name') ?? '?', typeName(member.childForFieldName('type')));
      }
      this.visit(member, node.type === 'trait_item' ? { scope, owner: name, isTrait: true } : { scope });
    }
  }

  private implementation(node: Node, place: Place) {
    this.takeAttributes();
    const owner = typeName(node.childForFieldName('type'));
    const trait = node.childForFieldName('trait');
    const body = node.childForFieldName('body');
    const traitName = typeName(trait);
    if (owner && traitName) {
      // The linker adds the trait to the bases of the type, wherever that is declared.
      this.builder.binding(place.scope, `impl ${owner}`, traitName);
      this.builder.use(node, place.scope, traitName.split('::'));
    }
    for (const member of body ? namedChildren(body) : []) {
      this.visit(member, { scope: place.scope, owner, isTraitImpl: trait !== null });
    }
  }

  private variable(node: Node, place: Place) {
    this.takeAttributes();
    this.bind(node, place);
    const name = fieldText(node, 'name');
    if (name && place.scope === -1) {
      this.builder.symbol(node, {
        name,
        kind: 'variable',
        parent: -1,
        exported: hasChild(node, 'visibility_modifier'),
      });
    }
    for (const field of ['type', 'value', 'alternative']) {
      const child = node.childForFieldName(field);
      if (child) this.visit(child, place);
    }
  }

  private bind(node: Node, place: Place) {
    const pattern = node.childForFieldName('pattern') ?? node.childForFieldName('name');
    const name = pattern?.type === 'mut_pattern' ? namedChildren(pattern).at(-1) : pattern;
    if (name?.type !== 'identifier') return;
    this.builder.binding(place.scope, name.text, typeName(node.childForFieldName('type')), chainOf(node.childForFieldName('value')));
  }

  private call(node: Node, place: Place) {
    const callee = node.childForFieldName('function');
    this.builder.call(node, place.scope, chainOf(callee));
    if (callee) this.insideChain(callee, place);
    for (const child of namedChildren(node)) if (child.id !== callee?.id) this.visit(child, place);
  }

  private insideChain(node: Node, place: Place) {
    if (node.type === 'field_expression' || node.type === 'generic_function') {
      const inner = node.childForFieldName('value') ?? node.childForFieldName('function');
      if (inner) this.insideChain(inner, place);
    } else if (!['identifier', 'scoped_identifier', 'self'].includes(node.type)) this.visit(node, place);
  }

  private macro(node: Node, place: Place) {
    this.builder.call(node, place.scope, fieldText(node, 'macro')?.split('::'));
    // A macro's arguments are bare tokens; `name(` among them is nearly always a call: `assert_eq!(f(1), 2)`.
    const tokens = childOfType(node, 'token_tree');
    if (tokens) this.tokenCalls(tokens, place);
  }

  private tokenCalls(tree: Node, place: Place) {
    const parts = tree.children.filter((child): child is Node => child !== null);
    parts.forEach((part, at) => {
      if (part.type === 'token_tree') {
        const chain = part.text.startsWith('(') ? chainBefore(parts, at) : undefined;
        if (chain) this.builder.call(parts[at - 1] ?? part, place.scope, chain);
        this.tokenCalls(part, place);
      } else if (part.type === 'identifier') this.builder.use(part, place.scope, [part.text]);
    });
  }
}

function boundsOf(node: Node): string[] {
  const bounds = node.childForFieldName('bounds');
  return bounds
    ? namedChildren(bounds)
        .map(typeName)
        .filter((base) => base !== undefined)
    : [];
}

/** `a::b::c` or `x.y` in front of the tokens at `end`. */
function chainBefore(parts: Node[], end: number): Chain | undefined {
  const chain: Chain = [];
  for (let at = end - 1; at >= 0; at -= 2) {
    const part = parts[at];
    if (part?.type !== 'identifier' && part?.type !== 'self') return undefined;
    chain.unshift(part.text === 'self' || part.text === 'Self' ? 'this' : part.text);
    const separator = parts[at - 1]?.type;
    if (separator !== '::' && separator !== '.') return chain;
  }
  return undefined;
}

function segments(node: Node | null): string[] {
  return node ? node.text.replace(/\s+/g, '').split('::').filter(Boolean) : [];
}

function typeName(node: Node | null | undefined): string | undefined {
  switch (node?.type) {
    case 'type_identifier':
      return node.text;
    case 'scoped_type_identifier':
      return node.text.replace(/<.*$/s, '');
    case 'reference_type':
    case 'pointer_type':
      return typeName(node.childForFieldName('type'));
    case 'dynamic_type':
    case 'abstract_type':
      return typeName(node.childForFieldName('trait'));
    case 'generic_type': {
      const name = fieldText(node, 'type');
      const list = node.childForFieldName('type_arguments');
      return name && WRAPPERS.has(name) && list ? typeName(namedChildren(list)[0]) : name;
    }
    default:
      return undefined;
  }
}

/** Methods that give the same thing, or what it wraps, as far as its type goes. */
const TRANSPARENT = new Set(['unwrap', 'expect', 'clone', 'as_ref', 'as_mut', 'borrow', 'borrow_mut', 'lock', 'unwrap_or_default']);

function chainOf(node: Node | null | undefined): Chain | undefined {
  switch (node?.type) {
    case 'self':
      return ['this'];
    case 'identifier':
    case 'type_identifier':
      return [node.text === 'Self' ? 'this' : node.text];
    case 'scoped_identifier':
    case 'scoped_type_identifier': {
      const path = node.childForFieldName('path');
      const name = fieldText(node, 'name');
      const head = path ? (path.type === 'generic_type' ? typeName(path)?.split('::') : chainOf(path)) : [];
      return head && name ? [...head, name] : undefined;
    }
    case 'crate':
    case 'super':
      return [node.type === 'super' ? 'super::' : 'crate'];
    case 'generic_function':
      return chainOf(node.childForFieldName('function'));
    case 'field_expression': {
      const value = chainOf(node.childForFieldName('value'));
      const field = fieldText(node, 'field');
      return value && field ? [...value, field] : undefined;
    }
    case 'call_expression': {
      const callee = chainOf(node.childForFieldName('function'));
      const last = callee?.at(-1);
      if (!callee || !last) return undefined;
      return TRANSPARENT.has(last) && callee.length > 1 ? callee.slice(0, -1) : [...callee.slice(0, -1), `${last}()`];
    }
    case 'struct_expression': {
      const name = typeName(node.childForFieldName('name'))?.split('::');
      return name ? [...name.slice(0, -1), `${name.at(-1) === 'Self' ? 'this' : name.at(-1)}()`] : undefined;
    }
    case 'reference_expression':
      return chainOf(node.childForFieldName('value'));
    case 'try_expression':
    case 'await_expression':
    case 'parenthesized_expression':
    case 'unary_expression':
      return chainOf(namedChildren(node)[0]);
    default:
      return undefined;
  }
}
