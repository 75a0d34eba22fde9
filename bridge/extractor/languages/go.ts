/** Facts of Go. Methods name their type by their receiver; the receiver itself is called `this` in chains. */
import type { Node } from 'web-tree-sitter';
import { type Chain, FactsBuilder, type FileFacts } from '../facts.ts';
import { childOfType, fieldText, namedChildren, unquoted } from '../tree.ts';

/** Walk a file's tree. */
export function extractGo(root: Node): FileFacts {
  const visitor = new GoVisitor();
  visitor.builder.facts.package =
    fieldText(childOfType(root, 'package_clause') ?? root, 'name') ??
    childOfType(childOfType(root, 'package_clause') ?? root, 'package_identifier')?.text ??
    '';
  visitor.children(root, -1);
  return visitor.builder.finish(root);
}

const isPublic = (name: string) => /^\p{Lu}/u.test(name);

class GoVisitor {
  readonly builder = new FactsBuilder();

  children(node: Node, scope: number) {
    for (const child of namedChildren(node)) this.visit(child, scope);
  }

  private visit(node: Node, scope: number) {
    switch (node.type) {
      case 'package_clause':
        return;
      case 'import_spec':
        return this.importSpec(node);
      case 'function_declaration':
      case 'method_declaration':
        return this.functionDeclaration(node);
      case 'type_spec':
      case 'type_alias':
        return this.typeSpec(node, scope);
      case 'const_spec':
      case 'var_spec':
        return this.variables(node, scope);
      case 'short_var_declaration':
        this.bind(namesOf(node.childForFieldName('left')), undefined, node.childForFieldName('right'), scope);
        return this.children(node, scope);
      case 'parameter_declaration':
        this.bind(parameterNames(node), typeName(node.childForFieldName('type')), null, scope);
        return this.children(node, scope);
      case 'call_expression':
        this.builder.call(node, scope, chainOf(node.childForFieldName('function')));
        return this.call(node, scope);
      case 'selector_expression':
        this.builder.use(node, scope, chainOf(node));
        return this.insideChain(node, scope);
      case 'identifier':
      case 'type_identifier':
        return this.builder.use(node, scope, [node.text]);
      case 'qualified_type':
        return this.builder.use(node, scope, node.text.split('.'));
      default:
        return this.children(node, scope);
    }
  }

  private importSpec(node: Node) {
    const path = node.childForFieldName('path');
    if (!path) return;
    const module = unquoted(path);
    const given = fieldText(node, 'name');
    if (given === '.') return this.builder.import(node, module, [{ name: '*', local: '*' }]);
    if (given === '_') return this.builder.import(node, module, []);
    // By custom a package is named like the last part of its path, a version suffix (`/v2`) aside.
    const local =
      given ??
      module
        .replace(/\/v\d+$/, '')
        .split('/')
        .at(-1) ??
      module;
    return this.builder.import(node, module, [{ name: '*', local }]);
  }

  private functionDeclaration(node: Node) {
    const name = fieldText(node, 'name') ?? '?';
    const receiver = node.childForFieldName('receiver');
    const declared = receiver ? childOfType(receiver, 'parameter_declaration') : undefined;
    const owner = typeName(declared?.childForFieldName('type'));
    const scope = this.builder.symbol(node, {
      name,
      kind: receiver ? 'method' : 'function',
      parent: -1,
      owner,
      exported: isPublic(name),
      implicit: !receiver && (name === 'main' || name === 'init'),
      returns: resultType(node.childForFieldName('result')),
    });
    this.builder.binding(scope, 'this', owner);
    for (const child of namedChildren(node)) if (!/identifier$/.test(child.type)) this.visit(child, scope);
  }

  private typeSpec(node: Node, scope: number) {
    const name = fieldText(node, 'name') ?? '?';
    const type = node.childForFieldName('type');
    const kind = type?.type === 'struct_type' ? 'struct' : type?.type === 'interface_type' ? 'interface' : 'type';
    const fields = type ? namedChildren(childOfType(type, 'field_declaration_list') ?? type) : [];
    const embedded = fields.filter((field) => field.type === 'field_declaration' && !field.childForFieldName('name'));
    const inner = this.builder.symbol(node, {
      name,
      kind,
      parent: scope,
      exported: isPublic(name),
      bases: embedded.map((field) => typeName(field.childForFieldName('type'))).filter((base) => base !== undefined),
    });
    for (const field of fields) {
      if (field.type === 'field_declaration') {
        this.bind(namesIn(field, 'field_identifier'), typeName(field.childForFieldName('type')), null, inner);
      } else if (field.type === 'method_elem') {
        const method = fieldText(field, 'name') ?? '?';
        const returns = resultType(field.childForFieldName('result'));
        this.builder.symbol(field, {
          name: method,
          kind: 'method',
          parent: inner,
          exported: isPublic(method),
          returns,
          implicit: true,
        });
      }
    }
    if (type) this.visit(type, inner);
  }

  private variables(node: Node, scope: number) {
    const names = namesIn(node, 'identifier');
    this.bind(names, typeName(node.childForFieldName('type')), node.childForFieldName('value'), scope);
    for (const name of scope === -1 ? names : []) {
      this.builder.symbol(node, { name, kind: 'variable', parent: -1, exported: isPublic(name) });
    }
    for (const field of ['type', 'value']) {
      const child = node.childForFieldName(field);
      if (child) this.visit(child, scope);
    }
  }

  private bind(names: string[], type: string | undefined, values: Node | null, scope: number) {
    const list = values ? namedChildren(values) : [];
    // `a, err := f()`: the first name gets the first result, which is the only one a `returns` tells of.
    names.forEach((name, at) => {
      if (name !== '_') this.builder.binding(scope, name, type, chainOf(list[at]));
    });
  }

  private call(node: Node, scope: number) {
    const callee = node.childForFieldName('function');
    if (callee) this.insideChain(callee, scope);
    for (const child of namedChildren(node)) if (child.id !== callee?.id) this.visit(child, scope);
  }

  private insideChain(node: Node, scope: number) {
    if (node.type === 'selector_expression') {
      const operand = node.childForFieldName('operand');
      if (operand) this.insideChain(operand, scope);
    } else if (node.type !== 'identifier') this.visit(node, scope);
  }
}

function namesIn(node: Node, type: string): string[] {
  return node.childrenForFieldName('name').flatMap((child) => (child?.type === type ? [child.text] : []));
}

function namesOf(list: Node | null): string[] {
  return list ? namedChildren(list).map((child) => (child.type === 'identifier' ? child.text : '_')) : [];
}

function parameterNames(node: Node): string[] {
  return namesIn(node, 'identifier');
}

function typeName(node: Node | null | undefined): string | undefined {
  switch (node?.type) {
    case 'type_identifier':
    case 'qualified_type':
      return node.text;
    case 'pointer_type':
    case 'parenthesized_type':
      return typeName(namedChildren(node)[0]);
    case 'generic_type':
      return typeName(node.childForFieldName('type'));
    default:
      return undefined;
  }
}

function resultType(node: Node | null): string | undefined {
  if (node?.type !== 'parameter_list') return typeName(node);
  const first = namedChildren(node)[0];
  return typeName(first?.childForFieldName('type'));
}

function chainOf(node: Node | null | undefined): Chain | undefined {
  switch (node?.type) {
    case 'identifier':
    case 'type_identifier':
      return [node.text];
    case 'selector_expression': {
      const operand = chainOf(node.childForFieldName('operand'));
      const field = fieldText(node, 'field');
      return operand && field ? [...operand, field] : undefined;
    }
    case 'call_expression': {
      const callee = chainOf(node.childForFieldName('function'));
      return callee ? [...callee.slice(0, -1), `${callee.at(-1)}()`] : undefined;
    }
    case 'composite_literal': {
      const name = typeName(node.childForFieldName('type'))?.split('.');
      return name ? [...name.slice(0, -1), `${name.at(-1)}()`] : undefined;
    }
    case 'type_assertion_expression': {
      const name = typeName(node.childForFieldName('type'))?.split('.');
      return name ? [...name.slice(0, -1), `${name.at(-1)}()`] : undefined;
    }
    case 'unary_expression':
      return chainOf(node.childForFieldName('operand'));
    case 'parenthesized_expression':
      return chainOf(namedChildren(node)[0]);
    default:
      return undefined;
  }
}
