import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import type {WindowName} from '../../src/figures.ts'
import {createMetrics} from '../../src/metrics/metrics.ts'
import {at, event, load, metricsOf, START_AT, state, take} from './events.ts'

/** Uniform random numbers that are the same every time. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return (state + 1) / (2 ** 32 + 1)
  }
}

const DISTRIBUTIONS: Record<string, (random: () => number) => number> = {
  uniform: (random) => 0.001 + random(),
  exponential: (random) => 0.0002 - 0.05 * Math.log(random()),
  'log-normal': (random) => Math.exp(-3 + 0.8 * Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random())),
  pareto: (random) => 0.01 / random() ** 0.9,
  bimodal: (random) => (random() < 0.8 ? 0.02 + 0.002 * random() : 4 + random()),
  constant: () => 0.1,
  microseconds: (random) => 0.000_002 + 0.000_05 * random(),
  'hours long': (random) => 3_600 * (1 + 10 * random()),
}

const LENGTH_MS = {'1m': 60_000, '5m': 300_000, '15m': 900_000, '1h': 3_600_000, start: Infinity}
const QUANTILES = {p50: 0.5, p90: 0.9, p95: 0.95, p99: 0.99} as const

/** By nearest rank. */
function exactQuantile(sorted: readonly number[], q: number): number {
  return sorted[Math.max(1, Math.ceil(q * sorted.length - 1e-9)) - 1]!
}

describe('percentiles are within 1 % of the exact ones', () => {
  test.each(Object.keys(DISTRIBUTIONS))('%s', (name) => {
    const draw = DISTRIBUTIONS[name]!
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(30, 1_000, 15_000),
        fc.constantFrom(7_000, 15_000),
        (seed, count, intervalMs) => {
          const random = generator(seed)
          const metrics = createMetrics({intervalMs})
          const taken: {time: number; seconds: number}[] = []
          const spanMs = 4_000_000
          let tick = Math.floor(START_AT / intervalMs) * intervalMs
          for (let i = 0; i < count; i++) {
            const time = START_AT + (i * spanMs) / count
            for (; tick < time; tick += intervalMs) {
              metrics.tick(tick)
              // Looking now and then lets the windows slide.
              if (tick % (40 * intervalMs) === 0) metrics.view('1h', tick)
            }
            const loaded = load((time - START_AT) / 1_000, 'a', draw(random), {version: String(i % 2)})
            taken.push({time, seconds: loaded.durationMs / 1_000})
            take(metrics, 'h', loaded)
          }
          const closed = tick - intervalMs
          for (const window of Object.keys(LENGTH_MS) as WindowName[]) {
            const from = closed - Math.ceil(LENGTH_MS[window] / intervalMs) * intervalMs
            const sorted = taken
              .filter(({time}) => time > from)
              .map(({seconds}) => seconds)
              .sort((a, b) => a - b)
            const view = metrics.view(window, tick)
            for (const figures of [view.load.window, view.plugins[0]!.load]) {
              expect(figures.count).toBe(sorted.length)
              expect(figures.sum / sorted.reduce((sum, value) => sum + value, 0) || 1).toBeCloseTo(1, 9)
              if (sorted.length === 0) continue
              expect([figures.min, figures.max]).toEqual([sorted[0], sorted.at(-1)])
              for (const [key, q] of Object.entries(QUANTILES)) {
                const exact = exactQuantile(sorted, q)
                expect(Math.abs(figures[key as 'p50']! / exact - 1), `${window} ${key}`).toBeLessThan(0.005)
              }
            }
            expect(view.load.start.count).toBe(count)
            expect(metrics.view('start', tick).plugins[0]!.load.count).toBe(count)
            expect(view.loadHistogram.window.reduce((sum, bar) => sum + bar.count, 0)).toBe(sorted.length)
          }
        },
      ),
      {numRuns: 3},
    )
  })
})

test('what was looked at before changes nothing that is told', () => {
  const LOOKED = ['1m', '5m', '15m', '1h', 'start'] as const
  const step = fc.record({
    /** Loads in the slot: none, few as they are listed, or many as they are packed. */
    loads: fc.constantFrom(0, 0, 1, 5, 40, 300),
    /** Slots without an event that follow. */
    pause: fc.constantFrom(0, 0, 0, 0, 1, 3, 30, 300),
    looks: fc.subarray([...LOOKED]),
    isMidSlot: fc.boolean(),
    event: fc.constantFrom('', '', '', '', '', '', 'metric', 'epoch back', 'epoch on'),
  })
  fc.assert(
    fc.property(fc.array(step, {minLength: 5, maxLength: 60}), fc.nat(), (steps, seed) => {
      const random = generator(seed)
      const often = createMetrics({intervalMs: 15_000})
      const once = createMetrics({intervalMs: 15_000})
      let now = START_AT
      const tick = () => {
        now += 15_000
        for (const metrics of [often, once]) metrics.tick(now)
      }
      for (const {loads, pause, looks, isMidSlot, event: happening} of steps) {
        for (let i = 0; i < loads; i++) {
          const loaded = load((now - START_AT) / 1_000 + 1, `p${String(i % 2)}`, 0.001 + random() ** 4 * 10, {
            version: String(Math.floor(random() * 3)),
          })
          for (const metrics of [often, once]) take(metrics, 'h', loaded)
          if (isMidSlot && i % 16 === 3) for (const window of looks) often.view(window, now)
        }
        if (happening === 'metric') {
          // A higher rung has spoken: what was counted is withdrawn.
          const told = event('metric', (now - START_AT) / 1_000 + 2, {
            name: 'plugin_load_time',
            kind: 'histogram',
            value: 0.2,
            labels: {plugin_name: 'p0', version: '1'},
          })
          for (const metrics of [often, once]) take(metrics, 'h', told)
        }
        if (happening.startsWith('epoch')) {
          now += happening === 'epoch back' ? -600_000 : 7_200_000
          for (const metrics of [often, once]) metrics.newEpoch(now)
        }
        tick()
        for (const window of looks) often.view(window, now)
        for (let slot = 0; slot < pause; slot++) tick()
      }
      for (const window of LOOKED) expect(often.view(window, now)).toEqual(once.view(window, now))
    }),
    {numRuns: 40},
  )
})

describe('rates', () => {
  const error = (when: number) => event('error', when, {pluginName: 'a', errorType: 'E', message: 'x'})

  test('are of the window, and of no less than their own unit', () => {
    const failed = (when: number) => load(when, 'a', 1, {status: 'error', errorType: 'ImportError'})
    const metrics = metricsOf([error(1), error(400), failed(401), failed(402), error(403), state(404, 'a', 'loaded')])
    const [row] = metrics.view('1m', at(405)).plugins
    expect(row).toMatchObject({errors: 3, errorsPerMinute: 2, loadFailures: 2, failuresPerHour: 2, changesPerHour: 1})
    expect(metrics.view('5m', at(405)).plugins[0]!.errorsPerMinute).toBeCloseTo(2 / 5, 12)
    expect(metrics.view('1h', at(405)).plugins[0]!.errorsPerMinute).toBeCloseTo(3 / 60, 12)
    expect(metrics.view('start', at(405)).plugins[0]!.errorsPerMinute).toBeCloseTo(3 / (405 / 60), 12)
  })

  test('a jump of the clock takes no time', () => {
    const metrics = metricsOf([error(1), error(3_599)])
    const before = metrics.view('start', at(3_600)).plugins[0]!.errorsPerMinute
    const {tickCount} = metrics.history
    metrics.newEpoch(at(-100_000))
    expect(metrics.view('start', at(-100_000)).plugins[0]!.errorsPerMinute).toBe(before)
    expect(metrics.history.tickCount).toBeGreaterThan(tickCount)
  })

  test.each<{window: WindowName; most: number}>([
    {window: '1m', most: 60},
    {window: '5m', most: 60},
    {window: '15m', most: 60},
    {window: '1h', most: 60},
    {window: 'start', most: 60},
  ])('the lines of $window add up to what the window holds', ({window, most}) => {
    const times = Array.from({length: 500}, (_, i) => i * 9 + 0.5)
    const metrics = metricsOf(times.flatMap((when) => [error(when), load(when, 'a', when < 4_000 ? 0.1 : 0.3)]))
    const view = metrics.view(window, at(4_500))
    const lengthMs = Math.min(LENGTH_MS[window], 3_600_000)
    const within = times.filter((when) => at(when) > at(4_500) - lengthMs).length
    expect(view.rates.errors.length).toBeLessThanOrEqual(most)
    expect(view.rates.errors.reduce((sum, count) => sum + count, 0)).toBe(within)
    expect(view.rates.loadMean).toHaveLength(view.rates.errors.length)
    expect(view.rates.loadMean.findLast((mean) => mean !== undefined)).toBeCloseTo(0.3, 9)
    expect(view.rates.slotSeconds % 15).toBe(0)
    const {loads} = view.plugins[0]!
    expect(loads.length).toBeLessThanOrEqual(16)
    expect(loads.reduce((sum, count) => sum + count, 0)).toBe(within)
  })

  test('groups stand still while time goes on', () => {
    const metrics = metricsOf([error(10), error(1_000)])
    const before = metrics.view('1h', at(1_005))
    metrics.tick(at(1_020))
    const after = metrics.view('1h', at(1_020))
    const distance = (errors: readonly number[]) => errors.lastIndexOf(1) - errors.indexOf(1)
    expect(distance(after.rates.errors)).toBe(distance(before.rates.errors))
  })
})
