/**
 * Keeps the agent's file tools in the project and the folders the person added. The SDK checks paths too, but decodes them first (`a%20b`):
 * a tool that then opens the path as it is opens another file than was checked. So each path is also checked here, as it is.
 */
import path from 'node:path';
import { isInside, realTarget } from '#platform/confined-path.ts';
import type { Config } from './sdk.ts';

/** Says why a path is refused; undefined where it is allowed. */
export type Confinement = (filePath: string) => string | undefined;

export function createConfinement(config: Config, folders: readonly string[]): Confinement {
  const targetDir = config.getTargetDir();
  // The SDK keeps long outputs and plans there for the model to read again.
  const allowed = [...folders, config.storage.getProjectTempDir()].map((folder) => realTarget(path.resolve(folder)));
  return (filePath) => {
    if (leadsInside(path.resolve(targetDir, filePath), allowed)) return undefined;
    return (
      `Path not in workspace: ${filePath} is outside of the project. Only files in these folders can be used: ${folders.join(', ')}. ` +
      'The user can add a folder to this conversation.'
    );
  };
}

/** Every file tool of the SDK asks `validatePathAccess` before it offers, shows and does anything. */
export function confine(config: Config, confinement: Confinement): void {
  const checkOfSdk = config.validatePathAccess.bind(config);
  config.validatePathAccess = (filePath, access) => confinement(filePath) ?? checkOfSdk(filePath, access);
}

function leadsInside(filePath: string, allowed: readonly string[]): boolean {
  try {
    const target = realTarget(filePath);
    return allowed.some((folder) => isInside(folder, target));
  } catch {
    // A path that can't be followed (a loop of links, a zero byte) leads nowhere one may go.
    return false;
  }
}
