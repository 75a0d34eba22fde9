/** Stands in for @xterm/headless, the terminal behind node-pty. The bridge runs commands without a pseudo-terminal. */
import { unused } from './unused.ts';

export class Terminal {
  constructor() {
    unused('The terminal emulator');
  }
}
export default { Terminal };
