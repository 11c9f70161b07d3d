/** Fewer are not worth forgetting. */
const FEW = 64

/** The instants at which a rule has written, by their numbers: what it holds has a sample at each of them. */
export interface Beats {
  /** The number of the oldest one that is remembered. */
  first: number
  /** The number of the next one. */
  count: number
  /** Milliseconds since the epoch; for a number from `first` up to but not including `count`. */
  at(number: number): number
  /** The next one, later than those before. */
  add(at: number): void
}

/** No beat yet; those that are older than `keptMs` before the newest may be forgotten. */
export function createBeats(keptMs: () => number): Beats {
  let times: number[] = []
  let most = FEW

  /** Now and then, so that it costs next to nothing. */
  function forget(before: number): void {
    const kept = times.filter((at) => at >= before)
    beats.first += times.length - kept.length
    times = kept
    most = Math.max(FEW, 2 * times.length)
  }

  const beats: Beats = {
    first: 0,
    count: 0,
    at: (number) => times[number - beats.first]!,
    add(at) {
      if (times.length >= most) forget(at - keptMs())
      times.push(at)
      beats.count++
    },
  }
  return beats
}
