import {memoize} from './memoize.ts'
import {labelName, quote} from './quote.ts'

/** Label sets: immutable, sorted by name, without empty values (in PromQL an empty label is a missing one). */
export interface Labels {
  /** Sorted in the order of their code units. */
  readonly names: readonly string[]
  /** `values[i]` belongs to `names[i]`. */
  readonly values: readonly string[]
  /** The whole set as one string: two sets are equal exactly when their keys are. */
  readonly key: string
}

/** The label that holds a metric's name. */
export const METRIC_NAME = '__name__'

/** The label that holds the upper bound of a classic histogram's bucket. */
export const BUCKET_BOUND = 'le'

/** Neither byte occurs in UTF-8, so neither character stands in a name or a value that was decoded from it. */
const AFTER_NAME = '\uFFFE'
const AFTER_VALUE = '\uFFFF'

/** The set without labels. */
export const NO_LABELS: Labels = {names: [], values: [], key: ''}

/** Makes a label set of parallel arrays that are already sorted by name and free of empty values; keeps the arrays. */
function labelsOfSorted(names: readonly string[], values: readonly string[]): Labels {
  // Joined, for a text that is put together by `+` stays in its pieces, which take several times the memory.
  const parts: string[] = []
  for (let i = 0; i < names.length; i++) parts.push(names[i]!, AFTER_NAME, values[i]!, AFTER_VALUE)
  return {names, values, key: parts.join('')}
}

/** Makes a label set of a record; empty values are left out. */
export function createLabels(record: Readonly<Record<string, string>>): Labels {
  return labelsOfNames(
    record,
    Object.keys(record).filter((name) => record[name] !== ''),
  )
}

/** Makes a set of all of a record: annotations may be empty, and a test that expects an empty label is to fail. */
export function createLiteralLabels(record: Readonly<Record<string, string>>): Labels {
  return labelsOfNames(record, Object.keys(record))
}

function labelsOfNames(record: Readonly<Record<string, string>>, unsorted: readonly string[]): Labels {
  const names = [...unsorted].sort()
  return labelsOfSorted(
    names,
    names.map((name) => record[name]!),
  )
}

/** The label set as a record with null prototype, for templates and reports. */
export function labelRecord({names, values}: Labels): Record<string, string> {
  const record = Object.create(null) as Record<string, string>
  for (let i = 0; i < names.length; i++) record[names[i]!] = values[i]!
  return record
}

/** The value of a label, '' when it is not there. */
export function labelValue({names, values}: Labels, name: string): string {
  const at = names.indexOf(name)
  return at < 0 ? '' : values[at]!
}

/** The set with some labels set, or removed where the new value is ''. */
export function withLabels(labels: Labels, changes: Readonly<Record<string, string>>): Labels {
  return createLabels(Object.assign(labelRecord(labels), changes))
}

/** Only the labels whose name `keep` accepts; the same object when that is all of them. */
export function filterLabels(labels: Labels, keep: (name: string) => boolean): Labels {
  if (labels.names.every(keep)) return labels
  const names = labels.names.filter(keep)
  return labelsOfSorted(
    names,
    labels.values.filter((_, i) => keep(labels.names[i]!)),
  )
}

/** Prometheus' order of label sets: by name, then value, pair after pair; the shorter first. */
export function compareLabels(a: Labels, b: Labels): number {
  const common = Math.min(a.names.length, b.names.length)
  for (let i = 0; i < common; i++) {
    if (a.names[i] !== b.names[i]) return a.names[i]! < b.names[i]! ? -1 : 1
    if (a.values[i] !== b.values[i]) return a.values[i]! < b.values[i]! ? -1 : 1
  }
  return a.names.length - b.names.length
}

/** `{a="1", b="2"}`, as Prometheus prints a label set in its messages; the name is one of the labels. */
export function formatLabelSet({names, values}: Labels): string {
  return `{${names.map((name, i) => `${labelName(name)}=${quote(values[i]!)}`).join(', ')}}`
}

/** What is derived from a label set, computed once for each. */
export function memoizeLabels<T>(derive: (labels: Labels) => T): (labels: Labels) => T {
  return memoize(derive)
}

/** The set without the metric's name. */
export const dropName = memoizeLabels((labels) => filterLabels(labels, (name) => name !== METRIC_NAME))

/** Labels that say what a series is, not which: they go when a function makes something else of it (model/labels, IsMetadataLabel). */
export function isMetadata(name: string): boolean {
  return name === METRIC_NAME || name === '__type__' || name === '__unit__'
}

/** The set without what the series is. */
export const dropMetadata = memoizeLabels((labels) => filterLabels(labels, (name) => !isMetadata(name)))
