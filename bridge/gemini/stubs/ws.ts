/** Stands in for ws: the Gemini client uses it for its live (voice) API only. */
import { unused } from './unused.ts';

export class WebSocket {
  constructor() {
    unused('The live API');
  }
}
export default WebSocket;
