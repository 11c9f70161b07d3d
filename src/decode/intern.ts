import {flatCopy} from './bounded-text.ts'

/** Labels of one source: 200 plugins × versions × error types fit many times over, a flood of random names cannot grow it. */
const MAX_LABELS = 20_000
/** A label is a name, not a text; what is longer is cut, so that it cannot fill the series table's memory. */
const MAX_LABEL_CHARS = 1_024

/** Gives equal labels as the same string, so that a Map finds them by their address and their hash is computed once. */
export interface Interner {
  (label: string): string
}

/** A bounded table of labels; when it is full it starts anew, which costs memory of duplicates but never a wrong answer. */
export function createInterner(): Interner {
  const labels = new Map<string, string>()
  return (label) => {
    const known = labels.get(label)
    if (known !== undefined) return known
    if (labels.size >= MAX_LABELS) labels.clear()
    const copy = flatCopy(label.slice(0, MAX_LABEL_CHARS))
    labels.set(copy, copy)
    return copy
  }
}
