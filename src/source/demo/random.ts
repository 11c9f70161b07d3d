/** Numbers that look like chance and are the same for the same seed. */
export interface Random {
  /** At least 0 and below 1. */
  next(): number
  /** At least `low` and below `high`. */
  between(low: number, high: number): number
  /** An integer from 0 to `count` - 1. */
  below(count: number): number
  pick<Item>(items: readonly Item[]): Item
  /** The wait until the next of events that come independently, on average every `mean`. */
  exponential(mean: number): number
  /** Durations as machines have them: half of them below `median`, a long tail above. */
  logNormal(median: number, sigma: number): number
  /** 16 hexadecimal digits. */
  id(): string
}

/** Mulberry32 (Tommy Ettinger, public domain), seeded by a hash of any text: fast, and good enough to be watched. */
export function createRandom(seed: string): Random {
  let state = hash(seed)

  function integer(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  const next = () => integer() / 2 ** 32
  const hex = () => (0x1_0000_0000 + integer()).toString(16).slice(1)

  return {
    next,
    between: (low, high) => low + next() * (high - low),
    below: (count) => Math.floor(next() * count),
    pick: (items) => items[Math.floor(next() * items.length)]!,
    exponential: (mean) => -mean * Math.log(1 - next()),
    // Box and Muller's way from even to normal.
    logNormal: (median, sigma) =>
      median * Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())),
    id: () => hex() + hex(),
  }
}

/** FNV-1a in 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193)
  return value
}
