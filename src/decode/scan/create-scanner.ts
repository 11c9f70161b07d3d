/**
 * The scanner: the fast path of the native protocol and of other programs' logs. Making an object of a line with JSON.parse and reading
 * its fields costs some 3 µs, more than all the rest of the work on an event. A WebAssembly program (assembly/, with SIMD) reads a line
 * in a fifteenth of that: it sees that the line is JSON through and through and an event with all that its type needs, or a log record
 * by the names that any dialect gives to its fields (or `key=value` pairs, or text of the form time, name, level, message), and writes a
 * record of numbers, ids of labels and places of texts (record.ts). Strings are made of what somebody asks for.
 *
 * **Any doubt goes to the general path.** What the program does not understand fully (an exponent, a second key of the same name,
 * a rarer type, bytes that are no UTF-8, text of other forms) becomes a record of type 0, "these lines", and what the general path says of
 * them counts. It is the reference: tests compare the two on mutated lines. A message that a rule may know is marked as such, and the other
 * side asks the rules; the program sees it by the table of an automaton (preset/automaton.ts), which the general path fills as messages come
 * by, so other programs' logs are read here from the first block on behind the one that had the first record.
 */
import type {Interner} from '../intern.ts'
import {TABLE_ENTRIES} from '../preset/automaton.ts'
import type {News} from '../preset/rule-table.ts'
import {readLabels} from '../native/tags.ts'
import {DIALECT_WORDS} from './dialect-words.ts'
import {createScannerMemory, type ScannerMemory} from './scanner-memory.ts'
import {labelObject, labelText} from './text.ts'
import {MEANINGS, TYPE_FIELDS} from './words.ts'

/** What the ids of labels stand for: a string, or the object that labels a metric. */
export interface Labels {
  readonly texts: readonly (string | undefined)[]
  readonly objects: readonly (MetricLabels | undefined)[]
}

type MetricLabels = Readonly<Record<string, string>>

/** Scans one block after another. */
export interface Scanner {
  /** Where the records lie: see record.ts. */
  readonly memory: ScannerMemory
  /** The address of the block's first byte. */
  readonly input: number
  /** Where the first record lies, in words. */
  readonly firstRecord: number
  readonly labels: Labels
  /**
   * Scans whole lines into records, and gives the number of records; they stand until the next scan. `receivedAt` stands in where a line
   * has no time. Undefined for a block that is too big.
   */
  scan(bytes: Uint8Array, receivedAt: number): number | undefined
  /** From now on it reads other programs' logs too, and marks messages that may be news. */
  readDialects(news: News): void
  /** Lines of the last block. */
  readonly lines: number
  /** Keys of scanned events so far that the protocol does not know. */
  readonly unknownKeys: number
}

/** A scanner with a table of labels of its own. */
export function createScanner(intern: Interner): Scanner {
  const memory = createScannerMemory()
  const {program, bytes: room} = memory
  const input = program.inputAddress()
  const maxBytes = program.inputBytes()
  const texts: (string | undefined)[] = []
  const objects: (MetricLabels | undefined)[] = []
  let unknownKeys = 0

  /** Makes the strings and objects of labels that are new. */
  function takeNewLabels(): void {
    for (let id = texts.length; id <= program.labelCount(); id++) {
      const text = labelText(memory, id)
      texts.push(text === undefined ? undefined : intern(text))
      objects.push(text === undefined ? readLabels(labelObject(memory, id), intern) : undefined)
    }
  }

  function beginLabels(): void {
    program.clear()
    for (const [word, meaning] of MEANINGS) program.addMeaning(input, room.write(word, input), meaning)
    for (const [word, meaning] of DIALECT_WORDS) program.addRole(input, room.write(word, input), meaning)
    texts.length = 0
    texts.push(undefined)
    objects.length = 0
    objects.push(undefined)
    takeNewLabels()
  }

  for (const fields of TYPE_FIELDS) program.setType(...fields)
  beginLabels()
  return {
    memory,
    input,
    firstRecord: program.recordsAddress() >> 2,
    labels: {texts, objects},
    scan(bytes, receivedAt) {
      if (bytes.length > maxBytes) return undefined
      if (program.isNearlyFull() !== 0) beginLabels()
      room.set(bytes, input)
      const records = program.scan(bytes.length, receivedAt)
      unknownKeys += program.unknownKeyCount()
      takeNewLabels()
      return records
    },
    readDialects({rules, literals, quoted, paired}) {
      const {buffer} = program.memory
      rules.writeTo({
        next: new Uint16Array(buffer, program.statesAddress(), TABLE_ENTRIES.next),
        ends: new Uint8Array(buffer, program.endsAddress(), TABLE_ENTRIES.ends),
      })
      program.setStart(rules.start)
      for (const literal of literals) program.addLiteral(input, room.write(literal, input))
      if (quoted !== undefined) program.setQuoted(...quoted)
      if (paired !== undefined) {
        for (const suffix of paired.suffixes) program.addSuffix(input, room.write(suffix, input))
        program.setPair(paired.longest)
      }
      program.readDialects()
    },
    get lines() {
      return program.lineCount()
    },
    get unknownKeys() {
      return unknownKeys
    },
  }
}
