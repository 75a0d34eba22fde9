import { FileText, Folder, Paperclip } from 'lucide-react';
import { useRef } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import { DropdownMenu, type MenuEntry } from '../../components/menu.tsx';
import { strings } from '../../strings/strings.ts';
import { type AttachmentKinds, IMAGE_TYPES } from './attachments.ts';

type AttachButtonProps = { kinds: AttachmentKinds; onFiles: (files: File[]) => void; onFolder: () => void };

/** Picks what goes with a prompt: files, or a folder where the agent takes more than images. */
export function AttachButton({ kinds, onFiles, onFolder }: AttachButtonProps) {
  const picker = useRef<HTMLInputElement>(null);
  const icon = { size: 16, strokeWidth: 1.5, 'aria-hidden': true };
  const entries: MenuEntry[] = [
    {
      type: 'item',
      label: kinds.files ? strings.composer.files : strings.composer.images,
      icon: <FileText {...icon} />,
      onSelect: () => picker.current?.click(),
    },
    ...(kinds.files ? [{ type: 'item' as const, label: strings.composer.folder, icon: <Folder {...icon} />, onSelect: onFolder }] : []),
  ];
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        multiple
        {...(!kinds.files && { accept: IMAGE_TYPES.join(',') })}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <DropdownMenu
        side="top"
        entries={entries}
        trigger={
          <IconButton label={strings.composer.attach} tooltipSide="top" icon={<Paperclip size={16} strokeWidth={1.5} aria-hidden />} />
        }
      />
    </>
  );
}
