/** Measured resident size of a Gemini bridge in use, with room for a tool that runs. */
const BYTES_PER_AGENT = 256 * 1024 * 1024;
/** The rest of the memory is for the person's own programs: the editor, the browser, what the agents build. */
const SHARE_OF_MEMORY = 0.25;
const AT_LEAST = 3;

/** How many agents keep a process where the person has not said so, from the machine's memory in bytes. */
export function defaultMaxLiveAgents(totalMemoryBytes: number): number {
  return Math.max(AT_LEAST, Math.floor((totalMemoryBytes * SHARE_OF_MEMORY) / BYTES_PER_AGENT));
}
