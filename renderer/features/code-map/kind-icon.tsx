import { Box, FileCode, Folder, SquareFunction, Variable } from 'lucide-react';

const ICONS: Record<string, typeof Box> = {
  folder: Folder,
  file: FileCode,
  module: FileCode,
  outside: FileCode,
  class: Box,
  interface: Box,
  struct: Box,
  enum: Box,
  type: Box,
  trait: Box,
  variable: Variable,
  constant: Variable,
  property: Variable,
  field: Variable,
};

/** What a definition, file or folder is, at a glance; its words stand beside it. */
export function KindIcon({ kind }: { kind: string }) {
  const Icon = ICONS[kind] ?? SquareFunction;
  return <Icon size={14} strokeWidth={1.5} aria-hidden />;
}
