/** Facts of Java. */
import type { Node } from 'web-tree-sitter';
import { type Chain, FactsBuilder, type FileFacts } from '../facts.ts';
import { childOfType, fieldText, hasChild, namedChildren } from '../tree.ts';

/** Walk a file's tree. */
export function extractJava(root: Node): FileFacts {
  const visitor = new JavaVisitor();
  const declared = childOfType(root, 'package_declaration');
  visitor.builder.facts.package = declared ? (namedChildren(declared).at(-1)?.text ?? '') : '';
  visitor.children(root, { scope: -1, owner: -1 });
  return visitor.builder.finish(root);
}

interface Place {
  scope: number;
  owner: number;
}

class JavaVisitor {
  readonly builder = new FactsBuilder();

  children(node: Node, place: Place) {
    for (const child of namedChildren(node)) this.visit(child, place);
  }

  private visit(node: Node, place: Place) {
    switch (node.type) {
      case 'package_declaration':
        return;
      case 'import_declaration':
        return this.importDeclaration(node);
      case 'class_declaration':
      case 'interface_declaration':
      case 'enum_declaration':
      case 'record_declaration':
      case 'annotation_type_declaration':
        return this.typeDeclaration(node, place);
      case 'method_declaration':
      case 'constructor_declaration':
      case 'compact_constructor_declaration':
        return this.method(node, place);
      case 'field_declaration':
      case 'constant_declaration':
        return this.variables(node, { scope: place.owner, owner: place.owner });
      case 'local_variable_declaration':
        return this.variables(node, place);
      case 'formal_parameter':
      case 'resource':
      case 'enhanced_for_statement':
        this.builder.binding(
          place.scope,
          fieldText(node, 'name') ?? '?',
          typeName(node.childForFieldName('type')),
          chainOf(node.childForFieldName('value')),
        );
        return this.children(node, place);
      case 'method_invocation':
        return this.call(node, place);
      case 'object_creation_expression':
        return this.creation(node, place);
      case 'explicit_constructor_invocation': {
        const target = fieldText(node, 'constructor') ?? 'this';
        this.builder.call(node, place.scope, [target, '<init>']);
        return this.children(node, place);
      }
      case 'method_reference':
        this.builder.use(node, place.scope, methodReference(node));
        return;
      case 'field_access':
      case 'scoped_type_identifier':
        return this.builder.use(node, place.scope, chainOf(node) ?? node.text.split('.'));
      case 'identifier':
      case 'type_identifier':
        return this.builder.use(node, place.scope, [node.text]);
      default:
        return this.children(node, place);
    }
  }

  private importDeclaration(node: Node) {
    const path = (childOfType(node, 'scoped_identifier', 'identifier')?.text ?? '').replace(/\s+/g, '');
    if (hasChild(node, 'asterisk')) return this.builder.import(node, path, [{ name: '*', local: '*' }]);
    const cut = path.lastIndexOf('.');
    const name = path.slice(cut + 1);
    return this.builder.import(node, path.slice(0, Math.max(cut, 0)), [{ name, local: name }]);
  }

  private typeDeclaration(node: Node, place: Place) {
    const kinds = {
      interface_declaration: 'interface',
      enum_declaration: 'enum',
      annotation_type_declaration: 'interface',
    } as const;
    const scope = this.builder.symbol(node, {
      name: fieldText(node, 'name') ?? '?',
      kind: kinds[node.type as keyof typeof kinds] ?? 'class',
      parent: place.scope,
      exported: isVisible(node),
      bases: basesOf(node),
      implicit: hasAnnotation(node),
    });
    const inside = { scope, owner: scope };
    for (const child of namedChildren(node)) {
      if (child.type === 'formal_parameters') {
        // A record's parameters are its fields.
        for (const part of namedChildren(child)) this.visit(part, inside);
      } else if (child.type !== 'identifier') this.visit(child, inside);
    }
  }

  private method(node: Node, place: Place) {
    const name = node.type === 'method_declaration' ? (fieldText(node, 'name') ?? '?') : '<init>';
    const scope = this.builder.symbol(node, {
      name,
      kind: 'method',
      parent: place.owner,
      exported: isVisible(node),
      implicit: hasAnnotation(node) || name === 'main',
      returns: typeName(node.childForFieldName('type')),
    });
    const inside = { scope, owner: place.owner };
    for (const child of namedChildren(node)) if (child.type !== 'identifier') this.visit(child, inside);
  }

  private variables(node: Node, place: Place) {
    const declared = node.childForFieldName('type');
    for (const declarator of node.childrenForFieldName('declarator')) {
      if (!declarator) continue;
      const value = declarator.childForFieldName('value');
      // `var x = new K()` parses as a type named var.
      const type = declared?.text === 'var' ? undefined : typeName(declared);
      this.builder.binding(place.scope, fieldText(declarator, 'name') ?? '?', type, chainOf(value));
      if (value) this.visit(value, place);
    }
    if (declared && declared.text !== 'var') this.visit(declared, place);
  }

  private call(node: Node, place: Place) {
    const object = node.childForFieldName('object');
    this.builder.call(node, place.scope, methodChain(node));
    if (object) this.insideChain(object, place);
    const list = node.childForFieldName('arguments');
    if (list) this.children(list, place);
  }

  private insideChain(node: Node, place: Place) {
    if (node.type === 'field_access') {
      const object = node.childForFieldName('object');
      if (object) this.insideChain(object, place);
    } else if (node.type !== 'identifier' && node.type !== 'this' && node.type !== 'super') this.visit(node, place);
  }

  private creation(node: Node, place: Place) {
    const type = node.childForFieldName('type');
    const name = typeName(type);
    if (name) this.builder.call(node, place.scope, name.split('.'));
    for (const child of namedChildren(node)) if (child.id !== type?.id) this.visit(child, place);
  }
}

function isVisible(node: Node): boolean {
  return /\b(public|protected)\b/.test(childOfType(node, 'modifiers')?.text ?? '');
}

/** Annotated code is called by frameworks: @Override, @Test, @Bean, @GetMapping. */
function hasAnnotation(node: Node): boolean {
  const modifiers = childOfType(node, 'modifiers');
  return modifiers !== undefined && childOfType(modifiers, 'marker_annotation', 'annotation') !== undefined;
}

function basesOf(node: Node): string[] {
  const clauses = namedChildren(node).filter((child) => ['superclass', 'super_interfaces', 'extends_interfaces'].includes(child.type));
  return clauses
    .flatMap((clause) => namedChildren(clause))
    .flatMap((part) => (part.type === 'type_list' ? namedChildren(part) : [part]))
    .map(typeName)
    .filter((base) => base !== undefined);
}

function typeName(node: Node | null | undefined): string | undefined {
  switch (node?.type) {
    case 'type_identifier':
    case 'scoped_type_identifier':
      return node.text;
    case 'generic_type':
      return typeName(namedChildren(node)[0]);
    default:
      return undefined;
  }
}

function methodReference(node: Node): Chain | undefined {
  const [object, name] = namedChildren(node);
  const head = chainOf(object) ?? typeName(object)?.split('.');
  return head && name ? [...head, name.text] : head;
}

function methodChain(node: Node): Chain | undefined {
  const object = node.childForFieldName('object');
  const name = fieldText(node, 'name');
  if (!name) return undefined;
  const head = object ? chainOf(object) : [];
  return head ? [...head, name] : undefined;
}

function chainOf(node: Node | null | undefined): Chain | undefined {
  switch (node?.type) {
    case 'identifier':
    case 'type_identifier':
    case 'this':
    case 'super':
      return [node.text];
    case 'field_access': {
      const object = chainOf(node.childForFieldName('object'));
      const field = fieldText(node, 'field');
      return object && field ? [...object, field] : undefined;
    }
    case 'method_invocation': {
      const chain = methodChain(node);
      return chain ? [...chain.slice(0, -1), `${chain.at(-1)}()`] : undefined;
    }
    case 'object_creation_expression': {
      const name = typeName(node.childForFieldName('type'))?.split('.');
      return name ? [...name.slice(0, -1), `${name.at(-1)}()`] : undefined;
    }
    case 'cast_expression': {
      const name = typeName(node.childForFieldName('type'))?.split('.');
      return name ? [...name.slice(0, -1), `${name.at(-1)}()`] : undefined;
    }
    case 'parenthesized_expression':
      return chainOf(namedChildren(node)[0]);
    default:
      return undefined;
  }
}
