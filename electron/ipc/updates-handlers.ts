/** Channels of updates. */
import type { UpdateService } from '../updates/update-service.ts';
import type { InvokeHandlers } from './invoke-handlers.ts';

type UpdateChannel = 'updates.status' | 'updates.check' | 'updates.download' | 'updates.install';

export function updatesHandlers(updates: UpdateService): Pick<InvokeHandlers, UpdateChannel> {
  return {
    'updates.status': () => updates.status(),
    'updates.check': () => updates.check(),
    'updates.download': () => updates.download(),
    'updates.install': () => updates.install(),
  };
}
