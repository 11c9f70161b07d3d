import type {Interner} from '../../intern.ts'
import {HASH_PRIME, HASH_SEED} from './keys.ts'

/** What is longer is no label that comes again and again. */
const MAX_LABEL_BYTES = 64
const TABLE_MASK = 4_095
/** Half of the table, so that a search is short. */
const MAX_LABELS = 2_048

/** Finds labels by their bytes, so that one that is known costs no string. */
export interface ByteLabels {
  /** The text of the plain ASCII bytes from `begin` to `end`; interned: the same string whenever it comes again. */
  get(bytes: Buffer, begin: number, end: number): string
}

/** An empty table; when it is full it starts anew. */
export function createByteLabels(intern: Interner): ByteLabels {
  const table = new Uint16Array(TABLE_MASK + 1)
  const hashes = new Int32Array(MAX_LABELS)
  const lengths = new Uint8Array(MAX_LABELS)
  const store = new Uint8Array(MAX_LABELS * MAX_LABEL_BYTES)
  const labels: string[] = []

  return {
    get(bytes, begin, end) {
      const length = end - begin
      if (length > MAX_LABEL_BYTES) return intern(bytes.toString('latin1', begin, end))
      let hash = HASH_SEED
      for (let at = begin; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, HASH_PRIME)
      let place = (hash ^ (hash >>> 15)) & TABLE_MASK
      for (let id: number; (id = table[place]! - 1) >= 0; place = (place + 1) & TABLE_MASK) {
        if (hashes[id] !== hash || lengths[id] !== length) continue
        let i = 0
        for (const at = id * MAX_LABEL_BYTES; i < length && store[at + i] === bytes[begin + i];) i++
        if (i === length) return labels[id]!
      }
      if (labels.length === MAX_LABELS) {
        labels.length = 0
        table.fill(0)
        place = (hash ^ (hash >>> 15)) & TABLE_MASK
      }
      const label = intern(bytes.toString('latin1', begin, end))
      const id = labels.push(label) - 1
      table[place] = id + 1
      hashes[id] = hash
      lengths[id] = length
      store.set(bytes.subarray(begin, end), id * MAX_LABEL_BYTES)
      return label
    },
  }
}
