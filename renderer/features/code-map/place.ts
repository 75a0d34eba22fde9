/** Where in the project the map is, and the way back up. */
import type { FolderPlace } from './model/folder-scene.ts';
import { folderOf } from './model/project-map.ts';
import type { SymbolTarget } from './model/reach-scene.ts';

export type Place = FolderPlace | { type: 'file'; file: string } | { type: 'calls' | 'impact'; target: SymbolTarget };

export const ROOT: FolderPlace = { type: 'folder', folder: '', detail: 'modules' };

/** The way back up from a place: the folders above it, the place itself last. */
export function breadcrumbs(place: Place, projectName: string): { label: string; place: Place }[] {
  const path = place.type === 'folder' ? place.folder : place.type === 'file' ? place.file : place.target.file;
  const crumbs: { label: string; place: Place }[] = [{ label: projectName, place: ROOT }];
  const folder = place.type === 'folder' ? path : folderOf(path);
  const parts = folder === '' ? [] : folder.split('/');
  for (const [index, part] of parts.entries()) {
    crumbs.push({ label: part, place: { type: 'folder', folder: parts.slice(0, index + 1).join('/'), detail: 'modules' } });
  }
  if (place.type === 'folder') return crumbs;
  crumbs.push({ label: path.slice(folder === '' ? 0 : folder.length + 1), place: { type: 'file', file: path } });
  if (place.type !== 'file') crumbs.push({ label: place.target.name.split('.').slice(-1).join('.'), place });
  return crumbs;
}
