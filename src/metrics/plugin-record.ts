import type {UsageMethod} from '../event.ts'
import {createStateHistory, type StateHistory} from './flapping.ts'
import type {Histogram} from './histogram.ts'
import type {Rung} from './ladder.ts'
import type {AnySeries} from './registry.ts'
import type {Scalar} from './scalar.ts'
import {STATE_WORDS, type StateWord} from './state-words.ts'
import {createUsage, type Usage} from './usage.ts'

/** The series of one metric that belong to a plugin: all of them, and by key the ids of those that can be found without asking the registry. */
export interface OwnSeries<S extends AnySeries> {
  readonly byKey: Map<string, number>
  /** The key that was asked for last and its id: most plugins have one version at a time. */
  latestKey: string | undefined
  latestId: number | undefined
  readonly series: S[]
}

/** Those of changes between two states of the protocol are found by the places of both; -1 while there is none. */
interface OwnChanges extends OwnSeries<Scalar> {
  readonly byPlaces: number[]
}

/** Where a plugin's, or the process', usage of one method goes. */
export interface UsageSeries {
  readonly method: UsageMethod
  /** Of the series of CPU, memory and heap. */
  readonly ids: (number | undefined)[]
}

/** What is known of a plugin of an instance. */
export interface PluginRecord {
  readonly instance: string
  readonly pluginName: string
  version: string | undefined
  state: string | undefined
  /** What the state means; undefined for one that is not of the protocol. */
  word: StateWord | undefined
  /** When it came into the state, NaN while it is in none, and when it was last said to be in it. */
  since: number
  toldAt: number
  toldBy: Rung | undefined
  reason: string | undefined
  history: StateHistory
  readonly errors: OwnSeries<Scalar>
  readonly failures: OwnSeries<Scalar>
  readonly changes: OwnChanges
  readonly loads: OwnSeries<Histogram>
  readonly initializations: OwnSeries<Histogram>
  readonly usage: Usage
  readonly usageSeries: Map<UsageMethod, UsageSeries>
  /** Those of the method that was asked for last. */
  latestUsage: UsageSeries | undefined
}

/** A plugin of which nothing is known but the name. */
export function createPluginRecord(instance: string, pluginName: string): PluginRecord {
  return {
    instance,
    pluginName,
    version: undefined,
    state: undefined,
    word: undefined,
    since: NaN,
    toldAt: -Infinity,
    toldBy: undefined,
    reason: undefined,
    history: createStateHistory(),
    errors: noSeries(),
    failures: noSeries(),
    changes: {...noSeries(), byPlaces: new Array<number>(STATE_WORDS.size ** 2).fill(-1)},
    loads: noSeries(),
    initializations: noSeries(),
    usage: createUsage(),
    usageSeries: new Map(),
    latestUsage: undefined,
  }
}

/** No series yet. */
export function noSeries<S extends AnySeries>(): OwnSeries<S> {
  return {byKey: new Map(), latestKey: undefined, latestId: undefined, series: []}
}

/** The id of a known key, found quickly where it is asked for again and again; undefined while it is not known. */
export function idOf<S extends AnySeries>(own: OwnSeries<S>, key: string): number | undefined {
  if (own.latestKey !== key) {
    own.latestId = own.byKey.get(key)
    own.latestKey = own.latestId === undefined ? undefined : key
  }
  return own.latestId
}

/**
 * The id of the series of a key: opened when it is not known yet, and remembered in `byKey`. A series is remembered under its first key only, so that there are no more
 * keys than series: values that differ beyond the length of a label, or a fact told in two ways, lead to the same one. What goes to the
 * series of `__other__` is asked for every time, so that each value beyond the cap is counted.
 */
export function ownSeries<S extends AnySeries>(
  own: OwnSeries<S>,
  byKey: Map<string, number>,
  key: string,
  open: () => S | undefined,
): number | undefined {
  const known = byKey.get(key)
  if (known !== undefined) return known
  const series = open()
  if (series === undefined || series.isOther || own.series.includes(series)) return series?.id
  byKey.set(key, series.id)
  own.series.push(series)
  return series.id
}
