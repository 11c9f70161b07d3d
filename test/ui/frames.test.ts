import {setFlagsFromString} from 'node:v8'
import {runInNewContext} from 'node:vm'
import {expect, test} from 'vitest'
import type {Snapshot} from '../../src/snapshot.ts'
import {loadScreen} from '../helpers/open-screen.ts'
import {AT, FULL} from '../helpers/snapshot-fixture.ts'

/** A 120×40 frame in which a third of the rows and all counters change costs about 1 kB; three times that would be a mistake. */
const BYTES_PER_FRAME_MAX = 3000
/** Ink's own modules keep 5 kB a frame for ever: 2 MB over these frames. */
const HEAP_GROWTH_MAX = 1_000_000
const FRAMES = 400

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void

/** The host a quarter of a second later: counters go on, some plugins work. */
function later(frame: number): Snapshot {
  const wobble = (index: number): number => ((frame * 7 + index * 13) % 29) / 29
  return {
    ...FULL,
    at: AT + frame * 250,
    totals: {...FULL.totals, events: FULL.totals.events + frame * 300, loaded: 190 + (frame % 9)},
    rates: {...FULL.rates, errors: FULL.rates.errors.map((_, slot) => Math.floor(wobble(slot) * 9))},
    plugins: FULL.plugins.map((plugin, index) =>
      index % 3 === 0 ? {...plugin, cpuRatio: wobble(index), errorsPerMinute: wobble(index + 1)} : plugin,
    ),
  }
}

test('frame after frame costs few bytes and no memory', {timeout: 60_000}, async () => {
  const openScreen = await loadScreen()
  const screen = openScreen(FULL, 120, 40, {color: 'always'})
  const draw = async (from: number, to: number): Promise<void> => {
    for (let frame = from; frame < to; frame++) {
      screen.source.show(later(frame))
      // A key is drawn at once, without waiting for the clock of frames; this one changes nothing.
      await screen.type('g')
    }
  }
  await draw(0, 100)
  collectGarbage()
  const heapBefore = process.memoryUsage().heapUsed
  const bytesBefore = screen.bytes()
  await draw(100, 100 + FRAMES)
  const bytesPerFrame = (screen.bytes() - bytesBefore) / FRAMES
  collectGarbage()
  const growth = process.memoryUsage().heapUsed - heapBefore
  await screen.close()
  expect(bytesPerFrame).toBeGreaterThan(100)
  expect(bytesPerFrame).toBeLessThan(BYTES_PER_FRAME_MAX)
  expect(growth).toBeLessThan(HEAP_GROWTH_MAX)
})

test('at rest nothing is written', async () => {
  const openScreen = await loadScreen()
  const screen = openScreen(FULL, 120, 40)
  await screen.type('g')
  const before = screen.bytes()
  screen.source.show(FULL)
  await screen.type('g', 'g')
  expect(screen.bytes()).toBe(before)
  await screen.close()
})
