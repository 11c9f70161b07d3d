import {unquote} from '../generic/logfmt.ts'
import type {FoundFields, LogFields} from '../generic/log-fields.ts'
import {KEY_NAMES, ROLES} from './keys.ts'
import {FIELDS, HEAD, NO_FIELD} from './record.ts'
import type {ScannerMemory} from './scanner-memory.ts'
import {ESCAPED, rawTextOf, textOf} from './text.ts'
import {FIELDS_OF_TEXT} from './words.ts'

/** What is known of each role, in words of four bytes: how sure its field is, where it begins and ends, its kind and its name. */
const ROLE_WORDS = 4

/** The fields of a line that the scanner has found and not read. */
export function scannedFields({bytes, words}: ScannerMemory, record: number): FoundFields {
  const head = words[record + HEAD]!
  const isText = (head & 255) === FIELDS_OF_TEXT
  const fields: LogFields = {}
  for (const [index, role] of ROLES.entries()) {
    const at = record + FIELDS + index * ROLE_WORDS
    const rank = words[at]!
    if (rank === NO_FIELD) continue
    const begin = words[at + 1]!
    const end = words[at + 2]!
    const about = words[at + 3]!
    const name = KEY_NAMES[(about >> 16) & 255]!
    const isString = (about & 255) === 0
    fields[role] = {name, rank, value: valueOf(bytes, begin, end, isText, isString)}
  }
  return {fields, isText, isFromStdout: ((head >> 8) & 255) !== 0}
}

function valueOf(bytes: Buffer, begin: number, end: number, isText: boolean, isString: boolean): unknown {
  if (!isString) return JSON.parse(bytes.toString('utf8', begin, end))
  // The escapes of pairs are not JSON's.
  return isText && (end & ESCAPED) !== 0 ? unquote(rawTextOf(bytes, begin, end)) : textOf(bytes, begin, end)
}
