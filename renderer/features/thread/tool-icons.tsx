import {
  Brain,
  FilePen,
  FileText,
  FolderInput,
  Globe,
  type LucideIcon,
  Map as MapIcon,
  Search,
  SquareTerminal,
  Trash2,
  Wrench,
} from 'lucide-react';
import type { ToolKind } from '#protocol/conversation.ts';

const ICONS: Record<ToolKind, LucideIcon> = {
  read: FileText,
  edit: FilePen,
  delete: Trash2,
  move: FolderInput,
  search: Search,
  execute: SquareTerminal,
  think: Brain,
  fetch: Globe,
  'code-map': MapIcon,
  other: Wrench,
};

/** The icon for what a tool does. */
export function ToolIcon({ kind }: { kind: ToolKind }) {
  const Icon = ICONS[kind];
  return <Icon size={16} strokeWidth={1.5} aria-hidden />;
}
