import {describe, expect, test} from 'vitest'
import {createDecoder} from '../../../src/decode/create-decoder.ts'
import {expectSame, FOREIGN, RECEIVED_AT} from './expect-same.ts'
import {blockOf, LINES, mutant, randomFrom} from './mutants.ts'

/** More of them, or others, for a run by hand: PLUGMON_MUTANTS=500000 PLUGMON_SEED=7. */
const MUTANTS = Number(process.env['PLUGMON_MUTANTS'] ?? 3_000)
const SEED = Number(process.env['PLUGMON_SEED'] ?? 20_261_123)

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
    // And when it is known that the log is another program's.
    expectSame([FOREIGN, Buffer.from(`${line}\n${line}\r\n${line}`)])
  })

  test('of blocks of mutated lines', () => {
    const random = randomFrom(SEED)
    for (let done = 0; done < MUTANTS;) {
      const count = 1 + Math.floor(random() * 200)
      expectSame([blockOf(count, random), blockOf(3, random)])
      expectSame([FOREIGN, blockOf(count, random)])
      done += count
    }
  })

  test('of mutated lines one by one, each behind the one that it was', () => {
    const random = randomFrom(SEED + 1)
    for (let done = 0; done < MUTANTS / 50; done++) expectSame([mutant(random), mutant(random)])
  })
})

const lines = (count: number, line: (index: number) => object | string): Buffer =>
  Buffer.from(
    Array.from({length: count}, (_, index) => {
      const value = line(index)
      return `${typeof value === 'string' ? value : JSON.stringify(value)}\n`
    }).join(''),
  )
const usage = {v: 1, type: 'usage', method: 'process'}

describe('at its limits', () => {
  test('more labels than the table has room for, in one block and over blocks', () => {
    const state = (index: number) => ({
      v: 1,
      type: 'state',
      plugin_name: `p${index}`,
      new_state: `a state that is longer ${index}`,
    })
    const blocks = [0, 1, 2, 3].map((block) => lines(20_000, (index) => state(block * 20_000 + index)))
    const decoder = createDecoder({scanFromBytes: 0})
    let line = 0
    for (const block of blocks) {
      const batch = decoder.decode(block, line, 0)
      for (let index = 0; index < batch.length; index++) {
        const {pluginName, newState} = batch.at(index) as {pluginName?: string; newState?: string}
        if (pluginName !== `p${line + index}` || newState !== `a state that is longer ${line + index}`) {
          throw new Error(`${line + index} is ${pluginName} in ${newState}`)
        }
      }
      line += batch.lines
    }
    expect(line).toBe(80_000)
  })

  test('more events in a block than there are records', () =>
    expectSame([lines(20_000, () => usage), lines(3, () => usage)]))

  test('a block larger than the input, and one behind it', () => {
    const log = {v: 1, type: 'log', level: 'INFO', message: 'x'.repeat(30_000)}
    expectSame([lines(80, () => log), lines(2, () => log)])
  })

  test('texts and labels at the length where they are cut', () => {
    const of = (length: number) => 'é'.repeat(length)
    const lengths = [15, 16, 17, 511, 512, 513, 1_023, 1_024, 1_025, 16_383, 16_384, 16_385]
    expectSame([
      lines(lengths.length * 2, (index) => {
        const text = index % 2 === 0 ? of(lengths[index >> 1]!) : 'x'.repeat(lengths[index >> 1]!)
        return {v: 1, id: text, type: 'log', level: 'INFO', message: text, stack: text, plugin_name: text, tags: {text}}
      }),
    ])
  })

  test('63 to 66 tags and as many unknown keys', () => {
    const keys = (count: number) => Object.fromEntries(Array.from({length: count}, (_, index) => [`k${index}`, index]))
    const log = {v: 1, type: 'span_start', name: 'n', trace_id: 't', span_id: 's'}
    for (const count of [15, 16, 17, 63, 64, 65, 66]) {
      expectSame([lines(3, () => ({...log, ...keys(count), tags: {...keys(count - 1), plugin_name: 'p'}}))])
    }
  })

  test('nesting of 60 to 70 levels', () => {
    for (let depth = 60; depth < 70; depth++) {
      expectSame([
        lines(
          2,
          () => `{"v":1,"type":"usage","method":"process","x":${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}}`,
        ),
      ])
    }
  })
})

describe('records of text between events', () => {
  const text = '2026-11-20 00:00:01,123 - host - ERROR - it failed'
  test.each([
    {name: 'an event ends a record', blocks: [[text, '  more', JSON.stringify(usage), '  no more']]},
    {name: 'an event in the next block ends a record', blocks: [[text], [JSON.stringify(usage)], ['  no more']]},
    {
      name: 'a record goes on in the next block',
      blocks: [
        [JSON.stringify(usage), text],
        ['  more', JSON.stringify(usage)],
      ],
    },
    {name: 'blank lines between events', blocks: [[JSON.stringify(usage), '', ' ', JSON.stringify(usage)]]},
  ])('$name', ({blocks}) => expectSame(blocks.map((block) => lines(block.length, (index) => block[index]!))))
})

describe('numbers and times to the last bit', () => {
  const random = randomFrom(SEED + 2)
  const digits = (count: number) => Array.from({length: count}, () => Math.floor(random() * 10)).join('')
  test('numbers of every length', () => {
    const number = () => {
      const whole = random() < 0.2 ? '0' : `${1 + Math.floor(random() * 9)}${digits(Math.floor(random() * 18))}`
      return random() < 0.2 ? whole : `${whole}.${digits(1 + Math.floor(random() * 20))}`
    }
    expectSame([
      lines(
        3_000,
        () =>
          `{"v":1,"type":"usage","method":"process","cpu_s":${number()},"rss_bytes":${number()},"time":${number()}}`,
      ),
    ])
  })

  test('times of every day and form', () => {
    const two = (below: number) => String(Math.floor(random() * below)).padStart(2, '0')
    const time = () => {
      const date = random() < 0.5 ? '2026-11-20' : `${digits(4)}-${two(14)}-${two(33)}`
      const fraction = random() < 0.2 ? '' : `.${digits(1 + Math.floor(random() * 11))}`
      const zone = random() < 0.5 ? 'Z' : `${random() < 0.5 ? '+' : '-'}${two(25)}:${two(62)}`
      return `${date}T${two(25)}:${two(61)}:${two(63)}${fraction}${zone}`
    }
    expectSame([lines(3_000, () => ({...usage, time: time()}))])
  })
})
