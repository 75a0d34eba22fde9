import { useStore } from 'zustand';
import type { CodeMapState, CodeMapStore } from './code-map-store.ts';

/** A part of what the map shows. */
export function useCodeMap<Value>(store: CodeMapStore, selector: (state: CodeMapState) => Value): Value {
  return useStore(store, selector);
}
