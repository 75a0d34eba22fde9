/** What every stub does when its code is reached after all: says so, instead of failing somewhere else in a puzzling way. */
export function unused(what: string): never {
  throw new Error(`${what} is left out of the bridge (see bridge/gemini/stubs).`);
}
