import {closeSync, openSync, readFileSync, readSync, writeFileSync, writeSync} from 'node:fs'

/** As much as is written at once. */
const CHUNK_CHARS = 1 << 20

/** Writes a file of lines, each with its newline, without holding more than a piece of it. */
export function writeLines(path: string, lines: Iterable<string>): void {
  const file = openSync(path, 'w')
  let chunk = ''
  for (const line of lines) {
    chunk += `${line}\n`
    if (chunk.length < CHUNK_CHARS) continue
    writeSync(file, chunk)
    chunk = ''
  }
  writeSync(file, chunk)
  closeSync(file)
}

const DAY_MS = 24 * 3_600_000
const DATE = /\d{4}-\d\d-\d\dT/g

/**
 * A log of a day `count` times over, each a day later than the one before: a longer log of the same hosts. Whatever looks like the date of
 * a time is moved.
 */
export function repeatDaily(source: string, path: string, count: number): void {
  const input = openSync(source, 'r')
  const output = openSync(path, 'w')
  const block = Buffer.alloc(CHUNK_CHARS)
  for (let day = 0; day < count; day++) {
    const dates = new Map<string, string>()
    const later = (date: string): string => {
      let moved = dates.get(date)
      if (moved === undefined) {
        moved = new Date(Date.parse(`${date.slice(0, 10)}T00:00:00Z`) + day * DAY_MS).toISOString().slice(0, 11)
        dates.set(date, moved)
      }
      return moved
    }
    let rest = ''
    for (let at = 0, length; (length = readSync(input, block, 0, block.length, at)) > 0; at += length) {
      // Bytes as characters: nothing but dates changes.
      const text = rest + block.toString('latin1', 0, length)
      const end = text.lastIndexOf('\n') + 1
      rest = text.slice(end)
      writeSync(output, Buffer.from(text.slice(0, end).replace(DATE, later), 'latin1'))
    }
  }
  closeSync(input)
  closeSync(output)
}

/** The last lines of a log, as big a share of it as is asked for. */
export function copyTail(source: string, path: string, share: number): void {
  const bytes = readFileSync(source)
  const from = bytes.indexOf(10, Math.floor(bytes.length * (1 - share))) + 1
  writeFileSync(path, bytes.subarray(from))
}
