import {expect, test} from 'vitest'
import {createPlainBatch} from '../../src/decode/plain-batch.ts'
import type {Decoder} from '../../src/decode/decoder.ts'
import {runIntake} from '../../src/monitor/intake.ts'
import {createLane, endOfRun, headTime} from '../../src/monitor/lane.ts'
import {takeItem} from '../../src/monitor/take-item.ts'
import type {Step} from '../helpers/fake-source.ts'
import {fakeSource} from '../helpers/fake-source.ts'

/** Every line is a number, the time of an event. */
function decoderFor(): Decoder {
  return {
    decode(bytes) {
      const times = Buffer.from(bytes).toString().split('\n').filter(Boolean).map(Number)
      return createPlainBatch(times.map((time) => ({type: 'bye', reason: '', time, origin: 'native'})))
    },
    flush: () => createPlainBatch([]),
    counts: () => ({unknownKeys: 0, continuations: 0}),
  }
}

async function run(isLive: boolean, sources: Record<string, readonly Step[]>): Promise<string> {
  const given: string[] = []
  const lanes = Object.entries(sources).map(([name, steps]) => createLane(fakeSource(name, steps), decoderFor))
  await runIntake(
    {
      lanes,
      take: (lane, item) => takeItem(lane, item, 0),
      give(lane, time, most) {
        const end = endOfRun(lane, time, most)
        while (lane.head < end) {
          given.push(`${lane.source.name}${String(headTime(lane))}`)
          lane.head++
        }
      },
      longTick: {isOpen: false, goOn: () => undefined},
      end: (lane) => (lane.isCaughtUp = true),
      isLive,
      now: () => performance.now(),
    },
    new AbortController().signal,
  )
  return given.join(' ')
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test('one source is taken in its own order', async () => {
  expect(await run(false, {a: ['3\n1\n', '2\n']})).toBe('a3 a1 a2')
})

test('what several sources hold is merged by time, block by block', async () => {
  expect(await run(false, {a: ['1\n4\n', '7\n9\n'], b: ['2\n3\n5\n', '8\n'], c: []})).toBe('a1 b2 b3 a4 b5 a7 b8 a9')
})

test.each([
  {name: 'in one block each', a: ['1\n2\n2\n'], b: ['1\n2\n3\n']},
  {name: 'in many blocks', a: ['1\n', '2\n', '2\n'], b: ['1\n', '2\n', '3\n']},
  {name: 'in blocks that end elsewhere', a: ['1\n2\n', '2\n'], b: ['1\n', '2\n3\n']},
])('equal times come in the order of the sources, $name', async ({a, b}) => {
  expect(await run(false, {a, b})).toBe('a1 b1 a2 a2 b2 b3')
})

test.each([1795344469159, 1795344469159.5, 1 / 3, -5])(
  'an equal time is told from the one before it: %d',
  async (time) => {
    const before = time - Math.abs(time) * 2 ** -52
    const [a, b] = [`${String(time)}\n`, `${String(before)}\n${String(time)}\n`]
    expect(await run(false, {a: [a], b: [b]})).toBe(`b${String(before)} a${String(time)} b${String(time)}`)
  },
)

test('without a live clock a slow source is waited for', async () => {
  expect(await run(false, {a: [pause(400), '1\n'], b: ['2\n']})).toBe('a1 b2')
})

test('live, a source that says nothing holds nobody up, and its question is asked once', async () => {
  expect(await run(true, {a: [pause(700), '1\n', '2\n'], b: ['2\n3\n']})).toBe('b2 b3 a1 a2')
})

test('what comes after a source has caught up is taken as it comes', async () => {
  expect(
    await run(true, {a: ['5\n', {kind: 'caught-up'}, pause(50), '9\n'], b: ['1\n', {kind: 'caught-up'}, '7\n']}),
  ).toBe('b1 a5 b7 a9')
})
