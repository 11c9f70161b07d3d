import {expect, test} from 'vitest'
import {createDemoSource} from '../../../src/source/demo/demo-source.ts'
import type {SourceItem} from '../../../src/source/source.ts'

const NOW = Date.parse('2026-11-22T10:00:00Z')

/** What came until `isEnough`, in words: the lines of a block together are one. */
async function take(
  source: ReturnType<typeof createDemoSource>,
  isEnough: (item: SourceItem) => boolean = () => false,
) {
  const controller = new AbortController()
  const steps: string[] = []
  const lines: {time: string}[] = []
  for await (const item of source.items(controller.signal)) {
    steps.push(item.kind === 'state' ? item.state : item.kind)
    if (item.kind === 'block') {
      expect(item.line).toBe(lines.length + 1)
      const text = Buffer.from(item.bytes).toString()
      expect(text.endsWith('\n')).toBe(true)
      lines.push(
        ...text
          .slice(0, -1)
          .split('\n')
          .map((line) => JSON.parse(line)),
      )
    }
    if (isEnough(item)) controller.abort()
  }
  return {steps, lines}
}

test('at speed 0 a round of history comes at once, and ends now', async () => {
  const {steps, lines} = await take(createDemoSource({speed: 0, now: () => NOW}))
  expect(steps.filter((step) => step !== 'block')).toEqual(['live', 'caught-up', 'ended'])
  expect(lines[0]!.time).toBe('2026-11-22T09:40:00.000000Z')
  expect(NOW - Date.parse(lines.at(-1)!.time)).toBeLessThan(10_000)
  expect(lines.length).toBeGreaterThan(5000)
})

test('live, history comes first, then events as they are due, until it is aborted', async () => {
  let isCaughtUp = false
  const before = Date.now()
  const {steps, lines} = await take(
    createDemoSource({scenario: 'healthy', speed: 50, historyMs: 60_000, now: Date.now}),
    (item) => {
      const wasCaughtUp = isCaughtUp
      isCaughtUp ||= item.kind === 'caught-up'
      return wasCaughtUp && item.kind === 'block' && item.line > 300
    },
  )
  const wall = Date.now() - before
  expect(steps.slice(0, 3)).toEqual(['live', 'block', 'caught-up'])
  expect(steps.at(-1)).toBe('ended')
  const last = Date.parse(lines.at(-1)!.time)
  expect(Date.parse(lines[0]!.time)).toBeLessThanOrEqual(before - 59_000)
  // Nothing comes before its time, at 50 times the speed of the clock.
  expect(last - before).toBeLessThanOrEqual(wall * 50 + 1)
  expect(last).toBeGreaterThan(before)
})
