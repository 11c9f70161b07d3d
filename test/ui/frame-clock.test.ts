import {afterEach, beforeEach, expect, test, vi} from 'vitest'
import {createFrameClock, type FrameClock} from '../../src/ui/frame-clock.ts'

let draws = 0
let clock: FrameClock

beforeEach(() => {
  vi.useFakeTimers()
  draws = 0
  clock = createFrameClock(() => draws++)
})

afterEach(() => {
  clock.stop()
  vi.useRealTimers()
})

/** How many frames a stretch of time brings. */
function drawsWithin(ms: number): number {
  const before = draws
  vi.advanceTimersByTime(ms)
  return draws - before
}

test('without news a frame a second, and after ten seconds of calm one every two', () => {
  clock.keepTime(true)
  // A frame is drawn some turns after the one that it is due in.
  expect(drawsWithin(10_002)).toBe(10)
  drawsWithin(2_000)
  expect(drawsWithin(20_000)).toBe(10)
})

test('news or a key ends the calm', () => {
  clock.keepTime(true)
  drawsWithin(30_000)
  clock.request()
  expect(drawsWithin(2_002)).toBeGreaterThanOrEqual(2)
  expect(drawsWithin(5_000)).toBe(5)
})

test('news is drawn at most four times a second', () => {
  for (let news = 0; news < 100; news++) {
    clock.request()
    vi.advanceTimersByTime(10)
  }
  expect(draws).toBeLessThanOrEqual(5)
})

test('nothing is drawn when no time is kept, and none after the end', () => {
  expect(drawsWithin(10_000)).toBe(0)
  clock.keepTime(true)
  clock.stop()
  expect(drawsWithin(10_000)).toBe(0)
})

test('what a frame shows is gathered in a turn of its own, and a frame that a key asked for waits for no other', () => {
  const turns: string[] = []
  clock.stop()
  clock = createFrameClock(
    () => turns.push('draw'),
    () => turns.push('gather'),
  )
  clock.request()
  vi.advanceTimersToNextTimer()
  vi.advanceTimersToNextTimer()
  expect(turns).toEqual(['gather'])
  vi.advanceTimersToNextTimer()
  expect(turns).toEqual(['gather', 'draw'])
  clock.requestNow()
  vi.advanceTimersToNextTimer()
  expect(turns).toEqual(['gather', 'draw', 'draw'])
})
