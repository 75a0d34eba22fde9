/** Which files the window may have opened: those of the conversation's project. */
import { realpathSync } from 'node:fs';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { AppError } from '#protocol/errors.ts';

/** The file's real path. Links are followed first: one that leads out of the project is refused. */
export function fileInProject(projectFolder: string, file: string): string {
  let path: string;
  let folder: string;
  try {
    folder = realpathSync(projectFolder);
    path = realpathSync(resolve(folder, file));
  } catch (error) {
    throw new AppError({ code: 'not-found', message: 'This file is not there any more.', details: file }, { cause: error });
  }
  const inside = relative(folder, path);
  if (inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)) {
    throw new AppError({ code: 'invalid-request', message: 'Only files of the project are opened from here.', details: file });
  }
  return path;
}
