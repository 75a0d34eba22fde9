/** Facts of TypeScript, JavaScript, JSX and TSX: one visitor, since the grammars share their node types. */
import type { Node } from 'web-tree-sitter';
import { type Chain, FactsBuilder, type FileFacts, type ImportFact, type SymbolKind } from '../facts.ts';
import { childOfType, fieldText, hasChild, namedChildren, unquoted } from '../tree.ts';

/** Walk a file's tree. */
export function extractEcmascript(root: Node): FileFacts {
  const visitor = new EcmascriptVisitor();
  visitor.children(root, { scope: -1, owner: -1 });
  return visitor.builder.finish(root);
}

/** Where a node stands: the function (or class, or file) around it, and the class `this` belongs to. */
interface Place {
  scope: number;
  owner: number;
}

const FUNCTIONS = new Set(['arrow_function', 'function_expression', 'generator_function']);
const TYPE_KINDS: Record<string, SymbolKind> = {
  interface_declaration: 'interface',
  enum_declaration: 'enum',
  type_alias_declaration: 'type',
};
/** Types that stand for what they hold, as far as calls on them go. */
const WRAPPERS = new Set(['Promise', 'Readonly', 'Awaited', 'Partial', 'Required', 'NonNullable']);

class EcmascriptVisitor {
  readonly builder = new FactsBuilder();
  private isExported = false;

  children(node: Node, place: Place) {
    for (const child of namedChildren(node)) this.visit(child, place);
  }

  private visit(node: Node, place: Place) {
    switch (node.type) {
      case 'import_statement':
        return this.importStatement(node);
      case 'export_statement':
        return this.exportStatement(node, place);
      case 'function_declaration':
      case 'generator_function_declaration':
      case 'function_signature':
        return this.functionDeclaration(node, node, fieldText(node, 'name') ?? 'default', place);
      case 'class_declaration':
      case 'abstract_class_declaration':
      case 'class':
        return this.classDeclaration(node, place);
      case 'interface_declaration':
      case 'enum_declaration':
      case 'type_alias_declaration':
      case 'internal_module':
      case 'module':
        return this.typeDeclaration(node, place);
      case 'variable_declarator':
        return this.variable(node, place);
      case 'assignment_expression':
        return this.assignment(node, place);
      case 'call_expression':
      case 'new_expression':
        return this.call(node, place);
      case 'jsx_opening_element':
      case 'jsx_self_closing_element':
        return this.jsxElement(node, place);
      case 'arrow_function':
      case 'function_expression':
        this.parameters(node, place.scope, place);
        return this.children(node, place);
      case 'identifier':
      case 'type_identifier':
      case 'shorthand_property_identifier':
        return this.builder.use(node, place.scope, [node.text]);
      case 'member_expression':
      case 'nested_type_identifier':
        return this.memberUse(node, place);
      default:
        return this.children(node, place);
    }
  }

  private importStatement(node: Node) {
    const source = node.childForFieldName('source');
    const clause = childOfType(node, 'import_clause');
    if (!source) return;
    const names: ImportFact['names'] = [];
    for (const part of clause ? namedChildren(clause) : []) {
      if (part.type === 'identifier') names.push({ name: 'default', local: part.text });
      if (part.type === 'namespace_import') names.push({ name: '*', local: childOfType(part, 'identifier')?.text ?? '*' });
      if (part.type === 'named_imports') names.push(...specifiers(part));
    }
    this.builder.import(node, unquoted(source), names);
  }

  private exportStatement(node: Node, place: Place) {
    const source = node.childForFieldName('source');
    const clause = childOfType(node, 'export_clause');
    if (source) {
      const namespace = childOfType(node, 'namespace_export');
      const local = namespace ? (childOfType(namespace, 'identifier')?.text ?? '*') : '*';
      this.builder.import(node, unquoted(source), clause ? specifiers(clause) : [{ name: '*', local }], true);
      return;
    }
    if (clause) {
      // `export { a as b }`: the linker reads it as an import from the file itself.
      this.builder.import(node, '', specifiers(clause), true);
      return;
    }
    const value = node.childForFieldName('value');
    if (value?.type === 'identifier') this.builder.import(node, '', [{ name: value.text, local: 'default' }], true);
    const declared = node.childForFieldName('declaration') ?? value;
    const name = declared ? fieldText(declared, 'name') : undefined;
    if (hasChild(node, 'default') && name) this.builder.import(node, '', [{ name, local: 'default' }], true);
    this.isExported = true;
    if (value && FUNCTIONS.has(value.type)) this.functionDeclaration(node, value, 'default', place);
    else this.children(node, place);
    this.isExported = false;
  }

  private functionDeclaration(node: Node, code: Node, name: string, place: Place, kind: 'function' | 'method' = 'function') {
    const scope = this.builder.symbol(node, {
      name,
      kind,
      parent: kind === 'method' ? place.owner : place.scope,
      exported: this.takeExported(),
      implicit: kind === 'method' && (name === 'constructor' || hasChild(node, 'override_modifier')),
      returns: typeName(code.childForFieldName('return_type')),
    });
    const inside = { scope, owner: place.owner };
    this.parameters(code, scope, inside);
    for (const child of namedChildren(code)) {
      if (child.type !== 'identifier' && child.type !== 'property_identifier') this.visit(child, inside);
    }
  }

  private parameters(code: Node, scope: number, place: Place) {
    const single = code.childForFieldName('parameter');
    if (single) this.builder.binding(scope, single.text, undefined);
    const list = code.childForFieldName('parameters');
    for (const parameter of list ? namedChildren(list) : []) {
      const pattern = parameter.type === 'identifier' ? parameter : parameter.childForFieldName('pattern');
      if (pattern?.type !== 'identifier') continue;
      const type = typeName(parameter.childForFieldName('type'));
      this.builder.binding(scope, pattern.text, type);
      // `constructor(private store: Store)` declares a field as well.
      const isField = hasChild(parameter, 'accessibility_modifier') || hasChild(parameter, 'readonly');
      if (isField && place.owner >= 0) this.builder.binding(place.owner, pattern.text, type);
    }
  }

  private classDeclaration(node: Node, place: Place, name = fieldText(node, 'name') ?? 'default') {
    const heritage = childOfType(node, 'class_heritage');
    const scope = this.builder.symbol(node, {
      name,
      kind: 'class',
      parent: place.scope,
      exported: this.takeExported(),
      bases: heritage ? basesOf(heritage) : [],
    });
    if (heritage) this.children(heritage, place);
    const body = node.childForFieldName('body');
    for (const member of body ? namedChildren(body) : []) this.member(member, { scope, owner: scope }, place);
  }

  private member(node: Node, inside: Place, outside: Place) {
    const name = fieldText(node, 'name')?.replace(/^["']|["']$/g, '');
    switch (node.type) {
      case 'method_definition':
      case 'abstract_method_signature':
      case 'method_signature':
        return this.functionDeclaration(node, node, name ?? '?', inside, 'method');
      case 'public_field_definition':
      case 'field_definition': {
        const field = name ?? fieldText(node, 'property') ?? '?';
        const value = node.childForFieldName('value');
        if (value && FUNCTIONS.has(value.type)) return this.functionDeclaration(node, value, field, inside, 'method');
        this.builder.binding(inside.scope, field, typeName(node.childForFieldName('type')), chainOf(value));
        return this.children(node, inside);
      }
      default:
        return this.visit(node, node.type === 'decorator' ? outside : inside);
    }
  }

  private typeDeclaration(node: Node, place: Place) {
    const name = fieldText(node, 'name');
    if (!name) return this.children(node, place);
    const kind = TYPE_KINDS[node.type] ?? 'namespace';
    const heritage = childOfType(node, 'extends_type_clause', 'extends_clause');
    const details = {
      name: name.replace(/^["']|["']$/g, ''),
      kind,
      parent: place.scope,
      exported: this.takeExported(),
    };
    const scope = this.builder.symbol(node, { ...details, bases: heritage ? basesOf(heritage) : [] });
    const body = node.childForFieldName('body');
    for (const member of body ? namedChildren(body) : []) {
      if (member.type === 'method_signature') this.member(member, { scope, owner: scope }, place);
      else if (member.type === 'property_signature') {
        this.builder.binding(scope, fieldText(member, 'name') ?? '?', typeName(member.childForFieldName('type')));
        this.children(member, { scope, owner: place.owner });
      } else if (kind === 'namespace') this.visit(member, { scope, owner: place.owner });
      else this.children(member, { scope, owner: place.owner });
    }
    const value = node.childForFieldName('value');
    if (value) this.visit(value, { scope, owner: place.owner });
  }

  private variable(node: Node, place: Place) {
    const name = node.childForFieldName('name');
    const value = node.childForFieldName('value');
    if (!name) return;
    if (name.type !== 'identifier') this.destructured(name, value, place);
    else if (value && FUNCTIONS.has(value.type)) return this.functionDeclaration(node, value, name.text, place);
    else if (value?.type === 'class') return this.classDeclaration(value, place, name.text);
    else {
      const module = requiredModule(value);
      if (module !== undefined) this.builder.import(node, module, [{ name: '*', local: name.text }]);
      else this.builder.binding(place.scope, name.text, typeName(node.childForFieldName('type')), chainOf(value));
      if (place.scope === -1) {
        this.builder.symbol(node, { name: name.text, kind: 'variable', parent: -1, exported: this.isExported });
      }
    }
    const type = node.childForFieldName('type');
    if (type) this.visit(type, place);
    if (value) this.visit(value, place);
  }

  private destructured(pattern: Node, value: Node | null, place: Place) {
    const names = namedChildren(pattern).flatMap((part): ImportFact['names'] => {
      if (part.type === 'shorthand_property_identifier_pattern') return [{ name: part.text, local: part.text }];
      const local = part.type === 'pair_pattern' ? fieldText(part, 'value') : undefined;
      return local ? [{ name: fieldText(part, 'key') ?? '?', local }] : [];
    });
    const module = requiredModule(value);
    if (module !== undefined) return this.builder.import(pattern, module, names);
    const from = chainOf(value);
    for (const { name, local } of names) {
      this.builder.binding(place.scope, local, undefined, from && pattern.type === 'object_pattern' ? [...from, name] : undefined);
    }
  }

  private assignment(node: Node, place: Place) {
    const left = chainOf(node.childForFieldName('left'));
    const right = node.childForFieldName('right');
    const [head, name] = left ?? [];
    if (left?.length === 2 && head === 'this' && place.owner >= 0) {
      this.builder.binding(place.owner, name ?? '?', undefined, chainOf(right));
    }
    const isCommonJs = head === 'exports' || (head === 'module' && name === 'exports');
    const exported = isCommonJs ? (left?.at(-1) === 'exports' ? 'default' : left?.at(-1)) : undefined;
    if (exported && right) {
      if (FUNCTIONS.has(right.type)) {
        this.isExported = true;
        return this.functionDeclaration(node, right, exported, { scope: -1, owner: place.owner });
      }
      if (right.type === 'identifier') this.builder.import(node, '', [{ name: right.text, local: exported }], true);
      for (const part of right.type === 'object' ? namedChildren(right) : []) {
        if (part.type === 'shorthand_property_identifier') {
          this.builder.import(node, '', [{ name: part.text, local: part.text }], true);
        }
      }
    }
    this.children(node, place);
  }

  private call(node: Node, place: Place) {
    const callee = node.childForFieldName(node.type === 'new_expression' ? 'constructor' : 'function');
    const list = node.childForFieldName('arguments');
    const first = list ? namedChildren(list)[0] : undefined;
    if (callee?.type === 'import' || (callee?.text === 'require' && first?.type === 'string')) {
      if (first?.type === 'string') this.builder.import(node, unquoted(first), []);
    } else {
      const chain = callee?.type === 'super' ? ['super', 'constructor'] : chainOf(callee);
      this.builder.call(node, place.scope, chain);
    }
    if (callee && callee.type !== 'identifier') this.callee(callee, place);
    for (const child of namedChildren(node)) if (child.id !== callee?.id) this.visit(child, place);
  }

  /** Inside a callee only the calls and functions on the way matter: its names are the call itself. */
  private callee(node: Node, place: Place) {
    if (node.type === 'member_expression' || node.type === 'parenthesized_expression' || node.type === 'non_null_expression') {
      const inner = node.childForFieldName('object') ?? namedChildren(node)[0];
      if (inner) this.callee(inner, place);
    } else if (node.type !== 'identifier' && node.type !== 'this' && node.type !== 'super') this.visit(node, place);
  }

  private jsxElement(node: Node, place: Place) {
    const name = node.childForFieldName('name');
    // A lower-case tag is an HTML element, not a component (react.dev, "Your first component").
    if (name && (/^[\p{Lu}_$]/u.test(name.text) || name.text.includes('.'))) {
      this.builder.call(node, place.scope, name.text.split('.'));
    }
    for (const child of namedChildren(node)) if (child.id !== name?.id) this.visit(child, place);
  }

  private memberUse(node: Node, place: Place) {
    const chain = node.type === 'nested_type_identifier' ? node.text.split('.') : chainOf(node);
    this.builder.use(node, place.scope, chain);
    if (node.type === 'member_expression') this.callee(node, place);
  }

  private takeExported(): boolean {
    const isExported = this.isExported;
    this.isExported = false;
    return isExported;
  }
}

function specifiers(list: Node): ImportFact['names'] {
  return namedChildren(list).flatMap((specifier) => {
    const name = fieldText(specifier, 'name');
    return name ? [{ name, local: fieldText(specifier, 'alias') ?? name }] : [];
  });
}

function requiredModule(value: Node | null | undefined): string | undefined {
  const call = value?.type === 'await_expression' ? namedChildren(value)[0] : value;
  if (call?.type !== 'call_expression') return undefined;
  const callee = call.childForFieldName('function');
  if (callee?.type !== 'import' && callee?.text !== 'require') return undefined;
  const list = call.childForFieldName('arguments');
  const first = list ? namedChildren(list)[0] : undefined;
  return first?.type === 'string' ? unquoted(first) : undefined;
}

/** The chain an expression stands for, or undefined when it is no path of names. */
function chainOf(node: Node | null | undefined): Chain | undefined {
  switch (node?.type) {
    case 'identifier':
    case 'this':
    case 'super':
      return [node.text];
    case 'member_expression': {
      const object = chainOf(node.childForFieldName('object'));
      const property = fieldText(node, 'property');
      return object && property ? [...object, property] : undefined;
    }
    case 'call_expression':
    case 'new_expression': {
      const callee = chainOf(node.childForFieldName(node.type === 'call_expression' ? 'function' : 'constructor'));
      return callee ? [...callee.slice(0, -1), `${callee.at(-1)}()`] : undefined;
    }
    case 'await_expression':
    case 'parenthesized_expression':
    case 'non_null_expression':
    case 'as_expression':
    case 'satisfies_expression':
      return chainOf(namedChildren(node)[0]);
    default:
      return undefined;
  }
}

/** The name of a type without its arguments; of a wrapper such as Promise, the name of what it holds. */
function typeName(node: Node | null | undefined): string | undefined {
  switch (node?.type) {
    case 'type_annotation':
    case 'parenthesized_type':
    case 'readonly_type':
      return typeName(namedChildren(node)[0]);
    case 'type_identifier':
    case 'nested_type_identifier':
      return node.text;
    case 'generic_type': {
      const name = fieldText(node, 'name') ?? namedChildren(node)[0]?.text;
      const list = childOfType(node, 'type_arguments');
      return name && WRAPPERS.has(name) && list ? typeName(namedChildren(list)[0]) : name;
    }
    case 'union_type': {
      // `Store | undefined`: the one part that has a name.
      const names = namedChildren(node)
        .map(typeName)
        .filter((name) => name !== undefined);
      return names.length === 1 ? names[0] : undefined;
    }
    default:
      return undefined;
  }
}

function basesOf(heritage: Node): string[] {
  return namedChildren(heritage).flatMap((part) => {
    if (part.type === 'extends_clause' || part.type === 'implements_clause') return basesOf(part);
    if (part.type === 'type_arguments') return [];
    const name = typeName(part) ?? chainOf(part)?.join('.');
    return name ? [name] : [];
  });
}
