/** The version of the SDK in the bundle, e.g. for a bug report. */
import corePackage from '@google/gemini-cli-core/package.json' with { type: 'json' };

export const SDK_VERSION: string = corePackage.version;
