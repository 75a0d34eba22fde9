import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { invoke } from '../../api.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { strings } from '../../strings/strings.ts';

type CopyButtonProps = { label: string; text: () => string | Promise<string>; className?: string | undefined };

/** Time for which the button says that it has copied. */
const CONFIRM_MS = 1500;

/** Copies text and says so on itself. */
export function CopyButton({ label, text, className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRM_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = async () => {
    await invoke('desktop.copyText', { text: await text() });
    setCopied(true);
  };
  const Icon = copied ? Check : Copy;
  return (
    <IconButton
      size="small"
      tooltipSide="top"
      className={className}
      label={copied ? strings.markdown.copied : label}
      icon={<Icon size={16} strokeWidth={1.5} aria-hidden />}
      onClick={() => void copy()}
    />
  );
}
