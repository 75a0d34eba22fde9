/** Stands in for read-package-up, with which the SDK looks for its own version on disk; the build tells it the version (build.mjs). */
export const readPackageUp = async (): Promise<undefined> => undefined;
