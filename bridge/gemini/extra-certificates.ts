import { trustCertificatesOf } from '#platform/extra-certificates.ts';

/** Trusts the certificates of `NODE_EXTRA_CA_CERTS`, which Node itself heeds everywhere but in an installed Electron. */
export function trustExtraCertificates(environment: NodeJS.ProcessEnv = process.env): void {
  const file = environment.NODE_EXTRA_CA_CERTS;
  // A Node before 24.5 has no way to add them, and heeds the variable itself.
  if (!file || process.versions.electron === undefined) return;
  try {
    trustCertificatesOf(file);
  } catch (error) {
    // The provider's error then says that the connection is not trusted; this says why.
    process.stderr.write(`The extra certificates can’t be used: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
