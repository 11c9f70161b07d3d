/** The states that `plugins_loaded` counts. */
export const COUNTED = ['loaded', 'error', 'unloaded'] as const

/** What a state of the protocol means: looked up once, as comparing texts would cost more than all that follows from it. */
export interface StateWord {
  /** Its place among all of them. */
  readonly place: number
  /** Its place among the COUNTED; -1 when it is not counted. */
  readonly counted: number
  /** As which state it settles; undefined when it is passed on the way to another, seen in every healthy start. */
  readonly settled: string | undefined
}

const WORDS: Readonly<Record<string, Omit<StateWord, 'place'>>> = {
  unknown: {counted: -1, settled: 'unknown'},
  discovered: {counted: -1, settled: undefined},
  loading: {counted: -1, settled: undefined},
  loaded: {counted: 0, settled: 'loaded'},
  initialized: {counted: 0, settled: 'loaded'},
  error: {counted: 1, settled: 'error'},
  unloaded: {counted: 2, settled: 'unloaded'},
}

/** Those of the protocol; hosts may have others, which are not counted and settle as what they are. */
export const STATE_WORDS: ReadonlyMap<string, StateWord> = new Map(
  Object.entries(WORDS).map(([state, word], place) => [state, {place, ...word}]),
)
