/** Long work in short pieces, so that the window goes on drawing and answering. */

/** What a piece may take: half a frame at 60 Hz, the other half is the page's. */
const SLICE_MS = 8;

/** Runs a generator to its end, giving way after each slice. Rejects with the signal's reason once it is aborted. */
export async function runInSlices<Result>(work: Generator<unknown, Result>, signal?: AbortSignal): Promise<Result> {
  for (;;) {
    const untilMs = performance.now() + SLICE_MS;
    do {
      const step = work.next();
      if (step.done === true) return step.value;
    } while (performance.now() < untilMs);
    await new Promise((resume) => setTimeout(resume));
    signal?.throwIfAborted();
  }
}
