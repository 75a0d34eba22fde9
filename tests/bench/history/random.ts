/** Chance that is the same in every run, so that two runs measure the same history. */

/** Numbers from 0 up to 1 (mulberry32). */
export type Random = () => number;

export function createRandom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A whole number from 0 up to `limit`, exclusive. */
export function whole(random: Random, limit: number): number {
  return Math.floor(random() * limit);
}

export function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[whole(random, items.length)] as Item;
}

/** Near 0 far more often than near `limit`: the n-th about 1/n as often as the first, as words are in a language (Zipf). */
export function rank(random: Random, limit: number): number {
  return Math.floor(limit ** random()) - 1;
}
