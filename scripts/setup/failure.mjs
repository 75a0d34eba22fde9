/**
 * A failure that a person can act on: `message` says what could not be had, `advice` what to do about it.
 * Entry points print both and exit with `exitCode`; anything else thrown is a bug and keeps its stack.
 */
export class SetupFailure extends Error {
  /**
   * @param {string} message
   * @param {{advice?: string, output?: string, exitCode?: number, cause?: unknown}} [details]
   */
  constructor(message, { advice = '', output = '', exitCode = 1, cause } = {}) {
    super(message, { cause });
    this.name = 'SetupFailure';
    this.advice = advice;
    this.output = output;
    this.exitCode = exitCode;
  }
}

/**
 * Runs an entry point and turns its failures into words and an exit code.
 * @param {() => Promise<number | void>} main resolves to the exit code, or nothing for success
 */
export async function runEntryPoint(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof SetupFailure)) throw error;
    if (error.output) process.stderr.write(`${error.output.trimEnd()}\n`);
    process.stderr.write(`\n✗ ${error.message}\n`);
    if (error.advice) process.stderr.write(`  ${error.advice}\n`);
    process.exitCode = error.exitCode;
  }
}
