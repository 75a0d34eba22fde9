/**
 * Renders a Markdown syntax tree. Every element that can appear is written here by name, so markup in untrusted text has no way to become
 * an element: raw HTML shows as the text it is.
 */
import type { Nodes, PhrasingContent, Root, Table } from 'mdast';
import { Fragment, type ReactNode } from 'react';
import { CodeBlock } from './code-block.tsx';
import { Formula } from './formula.tsx';
import { ImageReference } from './image-reference.tsx';
import { MarkdownTable } from './markdown-table.tsx';
import styles from './prose.module.css';
import { SafeLink } from './safe-link.tsx';
import { TaskMark } from './task-mark.tsx';
import { VisibleText } from './visible-text.tsx';

type Definitions = ReadonlyMap<string, { url: string; title: string | null }>;

/** The blocks of a tree. */
export function Prose({ root }: { root: Root }) {
  return renderAll(root.children, collectDefinitions(root));
}

function collectDefinitions(root: Root): Definitions {
  const definitions = new Map<string, { url: string; title: string | null }>();
  for (const node of root.children) {
    if (node.type === 'definition' && !definitions.has(node.identifier))
      definitions.set(node.identifier, { url: node.url, title: node.title ?? null });
  }
  return definitions;
}

function renderAll(nodes: readonly Nodes[], definitions: Definitions): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: a node has no identity but its place, and text only grows at the end.
  return nodes.map((node, index) => <Fragment key={index}>{renderNode(node, definitions)}</Fragment>);
}

function renderNode(node: Nodes, definitions: Definitions): ReactNode {
  switch (node.type) {
    case 'text':
      return node.value;
    case 'paragraph':
      return renderParagraph(node.children, definitions);
    case 'heading': {
      // The page's own headings stand above those of an answer.
      const Heading = (['h3', 'h4', 'h5', 'h6', 'h6', 'h6'] as const)[node.depth - 1] ?? 'h6';
      return <Heading className={styles[`heading${node.depth}`]}>{renderAll(node.children, definitions)}</Heading>;
    }
    case 'emphasis':
      return <em>{renderAll(node.children, definitions)}</em>;
    case 'strong':
      return <strong>{renderAll(node.children, definitions)}</strong>;
    case 'delete':
      return <del>{renderAll(node.children, definitions)}</del>;
    case 'break':
      return <br />;
    case 'thematicBreak':
      return <hr />;
    case 'blockquote':
      return <blockquote>{renderAll(node.children, definitions)}</blockquote>;
    case 'list':
      return renderList(node, definitions);
    case 'inlineCode':
      return (
        <code>
          <VisibleText>{node.value}</VisibleText>
        </code>
      );
    case 'code':
      return <CodeBlock language={node.lang ?? ''} code={node.value} />;
    case 'link':
      return renderLink(node.url, node.children, definitions);
    case 'linkReference': {
      const definition = definitions.get(node.identifier);
      return definition === undefined ? renderAll(node.children, definitions) : renderLink(definition.url, node.children, definitions);
    }
    case 'image':
      return <ImageReference address={node.url} alt={node.alt ?? ''} />;
    case 'imageReference':
      return <ImageReference address={definitions.get(node.identifier)?.url ?? ''} alt={node.alt ?? ''} />;
    case 'table':
      return renderTable(node, definitions);
    case 'math':
      return <Formula source={node.value} display />;
    case 'inlineMath':
      return <Formula source={node.value} />;
    case 'html':
      return renderHtml(node.value);
    case 'footnoteReference':
      return <sup className={styles.footnoteMark}>{node.label ?? node.identifier}</sup>;
    case 'footnoteDefinition':
      return (
        <div className={styles.footnote}>
          <span className={styles.footnoteMark}>{node.label ?? node.identifier}</span>
          <div>{renderAll(node.children, definitions)}</div>
        </div>
      );
    default:
      // Definitions and front matter have nothing to show.
      return null;
  }
}

function renderParagraph(children: readonly PhrasingContent[], definitions: Definitions): ReactNode {
  const [only] = children;
  // Math that is a paragraph of its own is meant to stand by itself.
  if (children.length === 1 && only?.type === 'inlineMath') return <Formula source={only.value} display />;
  return <p>{renderAll(children, definitions)}</p>;
}

function renderList(node: Extract<Nodes, { type: 'list' }>, definitions: Definitions): ReactNode {
  const items = node.children.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: an item has no identity but its place.
    <li key={index} className={typeof item.checked === 'boolean' ? styles.task : undefined}>
      {typeof item.checked === 'boolean' && <TaskMark isDone={item.checked} />}
      {node.spread || item.spread ? renderAll(item.children, definitions) : renderTight(item.children, definitions)}
    </li>
  ));
  if (node.ordered !== true) return <ul>{items}</ul>;
  return <ol start={node.start ?? 1}>{items}</ol>;
}

/** A tight list's paragraphs are its items' own text. */
function renderTight(nodes: readonly Nodes[], definitions: Definitions): ReactNode {
  return nodes.map((node, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a node has no identity but its place.
    <Fragment key={index}>{node.type === 'paragraph' ? renderAll(node.children, definitions) : renderNode(node, definitions)}</Fragment>
  ));
}

function renderLink(address: string, children: readonly Nodes[], definitions: Definitions): ReactNode {
  return (
    <SafeLink address={address} text={plainText(children)}>
      {children.map((child, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a node has no identity but its place.
        <Fragment key={index}>{child.type === 'text' ? <VisibleText>{child.value}</VisibleText> : renderNode(child, definitions)}</Fragment>
      ))}
    </SafeLink>
  );
}

function renderTable(node: Table, definitions: Definitions): ReactNode {
  const [head, ...body] = node.children.map((row) =>
    row.children.map((cell) => ({ content: renderAll(cell.children, definitions), text: plainText(cell.children) })),
  );
  return <MarkdownTable head={head ?? []} body={body} align={node.align ?? []} />;
}

/** Models write line breaks in table cells as HTML; that much is understood. */
function renderHtml(value: string): ReactNode {
  if (/^<br\s*\/?>$/i.test(value)) return <br />;
  return (
    <span className={styles.rawHtml}>
      <VisibleText>{value}</VisibleText>
    </span>
  );
}

function plainText(nodes: readonly Nodes[]): string {
  return nodes.map((node) => ('value' in node ? node.value : 'children' in node ? plainText(node.children) : '')).join('');
}
