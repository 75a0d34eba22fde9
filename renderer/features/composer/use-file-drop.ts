import { type DragEvent, useState } from 'react';

/** Files dragged over a place and let go there. `isOver` while they would be taken. */
export function useFileDrop({ isTaking, onFiles }: { isTaking: boolean; onFiles: (files: File[]) => void }) {
  const [isOver, setIsOver] = useState(false);
  const handlers = {
    onDragOver(event: DragEvent) {
      // Words dragged within the window go where the browser puts them.
      if (!event.dataTransfer.types.includes('Files')) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = isTaking ? 'copy' : 'none';
      setIsOver(isTaking);
    },
    onDragLeave(event: DragEvent) {
      // From one child to the next one is still over the place.
      if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setIsOver(false);
    },
    onDrop(event: DragEvent) {
      const files = [...event.dataTransfer.files];
      if (files.length === 0) return;
      event.preventDefault();
      setIsOver(false);
      if (isTaking) onFiles(files);
    },
  };
  return { isOver, handlers };
}
