/** Channels of the network settings. */
import { readCertificates } from '#platform/extra-certificates.ts';
import { AppError, toErrorInfo } from '#protocol/errors.ts';
import { askForCertificates } from '../desktop/file-dialogs.ts';
import type { Network } from '../network/network.ts';
import type { InvokeHandlers } from './invoke-handlers.ts';

export function networkHandlers(
  network: Network,
): Pick<InvokeHandlers, 'network.state' | 'network.chooseCertificates' | 'network.setProxyLogin'> {
  return {
    'network.state': () => network.state(),
    'network.setProxyLogin': (login) => network.setProxyLogin(login),
    'network.chooseCertificates': async () => {
      const file = await askForCertificates();
      if (file === null) return null;
      try {
        readCertificates(file);
      } catch (error) {
        throw new AppError({ code: 'invalid-request', message: toErrorInfo(error).message }, { cause: error });
      }
      return file;
    },
  };
}
