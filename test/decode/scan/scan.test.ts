import {describe, expect, test} from 'vitest'
import {createDecoder} from '../../../src/decode/create-decoder.ts'
import type {Rejection} from '../../../src/decode/decoder.ts'
import {blockOf, LINES, mutant, randomFrom} from './mutants.ts'

/** More of them, or others, for a run by hand: PLUGMON_MUTANTS=500000 PLUGMON_SEED=7. */
const MUTANTS = Number(process.env['PLUGMON_MUTANTS'] ?? 3_000)
const SEED = Number(process.env['PLUGMON_SEED'] ?? 20_261_123)
const RECEIVED_AT = 1_800_000_000_000.5

interface Outcome {
  readonly events: readonly object[]
  readonly rejections: readonly Rejection[]
  readonly counts: object
}

/** All that a decoder says of some blocks. */
function decodeBlocks(blocks: readonly Buffer[], scanFromBytes: number): Outcome {
  const events: object[] = []
  const rejections: Rejection[] = []
  const decoder = createDecoder({scanFromBytes, onReject: (rejection) => rejections.push(rejection)})
  let line = 1
  const take = (batch: ReturnType<typeof decoder.decode>) => {
    line += batch.lines
    for (let index = 0; index < batch.length; index++) {
      const kept = batch.keep(index)
      const passing = batch.at(index)
      const seen = Object.fromEntries(Object.keys(kept).map((key) => [key, passing[key as keyof typeof passing]]))
      const at = {time: batch.timeAt(index), line: batch.lineAt(index), isDerived: batch.isDerived(index)}
      events.push({kept, seen, ...at})
    }
  }
  for (const block of blocks) take(decoder.decode(block, line, RECEIVED_AT))
  take(decoder.flush(RECEIVED_AT))
  return {events, rejections, counts: {...decoder.counts(), lines: line}}
}

const expectSame = (blocks: readonly Buffer[]) => {
  expect(decodeBlocks(blocks, 0)).toStrictEqual(decodeBlocks(blocks, Infinity))
}

test('the scanner takes every clean line of the types that are many', () => {
  const isMany = (line: string) =>
    /"type": ?"(span|span_start|span_update|log|state|error|usage|metric)"/.test(line) && /"v": ?1/.test(line)
  const clean = LINES.filter((line) => isMany(line) && !/Notice|"version": ?3|e-|null/.test(line))
  const batch = createDecoder({scanFromBytes: 0}).decode(Buffer.from(clean.join('\n')), 1, RECEIVED_AT)
  const objects = clean.filter((_, index) => batch.at(index) === batch.keep(index))
  expect(clean.length).toBeGreaterThan(25)
  expect(objects).toStrictEqual([])
})

describe('the scanner says what the general path says', () => {
  test.each(LINES.map((line) => ({line})))('of the line $line', ({line}) => {
    expectSame([Buffer.from(line)])
    // Behind itself, when all of its pieces are known.
    expectSame([Buffer.from(`${line}\n${line}\r\n${line}`)])
  })

  test('of blocks of mutated lines', () => {
    const random = randomFrom(SEED)
    for (let done = 0; done < MUTANTS;) {
      const count = 1 + Math.floor(random() * 200)
      expectSame([blockOf(count, random), blockOf(3, random)])
      done += count
    }
  })

  test('of mutated lines one by one, each behind the one that it was', () => {
    const random = randomFrom(SEED + 1)
    for (let done = 0; done < MUTANTS / 10; done++) expectSame([mutant(random), mutant(random)])
  })
})
