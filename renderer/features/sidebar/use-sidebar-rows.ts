import { useMemo, useRef } from 'react';
import { useConversations } from '../../state/conversations-store.ts';
import { type SidebarQuery, type SidebarRow, sameRows, sidebarRows } from '../../state/sidebar-rows.ts';

/** The rows to list. The same array as long as the same rows stand in the same order, whatever changes within them. */
export function useSidebarRows({ archived, text, nowMs }: SidebarQuery): SidebarRow[] {
  const last = useRef<SidebarRow[]>([]);
  const byId = useConversations((state) => state.byId);
  return useMemo(() => {
    const next = sidebarRows(Object.values(byId), { archived, text, nowMs });
    if (!sameRows(last.current, next)) last.current = next;
    return last.current;
  }, [byId, archived, text, nowMs]);
}
