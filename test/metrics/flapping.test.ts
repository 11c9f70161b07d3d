import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {createStateHistory, flappingAt, observeState} from '../../src/metrics/flapping.ts'

/** One second apart, so that no quiet look comes between. */
function historyOf(states: readonly string[]) {
  const history = createStateHistory()
  states.forEach((state, i) => observeState(history, state, i * 1_000))
  return history
}

describe('flapping', () => {
  test('is the weighted share of changes among 20, as Naemon reckons it', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('loaded', 'error', 'unloaded'), {minLength: 1, maxLength: 60}), (states) => {
        const last = states.slice(-21)
        const weighted = last.reduce((sum, state, i) => {
          const place = 20 - last.length + i
          return i > 0 && state !== last[i - 1] ? sum + 0.8 + (0.4 * place) / 19 : sum
        }, 0)
        expect(flappingAt(historyOf(states), states.length * 1_000).score).toBeCloseTo(weighted * 5, 9)
      }),
    )
  })

  test('a state that changes every time scores 100', () => {
    const states = Array.from({length: 30}, (_, i) => (i % 2 === 0 ? 'loaded' : 'error'))
    expect(flappingAt(historyOf(states), 30_000)).toEqual({score: expect.closeTo(100, 9) as number, flapping: true})
  })

  test.each([
    {name: 'a healthy start', states: ['discovered', 'loading', 'loaded', 'initialized'], changes: 0},
    {name: 'a reload', states: ['loaded', 'unloaded', 'discovered', 'loading', 'loaded'], changes: 2},
    {name: 'a state of the host', states: ['loaded', 'paused', 'loaded'], changes: 2},
  ])('$name has $changes changes', ({states, changes}) => {
    const {score, flapping} = flappingAt(historyOf(states), states.length * 1_000)
    expect(Math.round(score / 6)).toBe(changes)
    expect(flapping).toBe(false)
  })

  test.each([
    {name: 'a reload every 5 minutes is no flapping', everyMs: 300_000, isFlapping: false},
    {name: 'a fall every two minutes is', everyMs: 120_000, isFlapping: true},
  ])('$name', ({everyMs, isFlapping}) => {
    const history = createStateHistory()
    const end = 20 * everyMs
    for (let at = 0; at < end; at += everyMs) {
      observeState(history, isFlapping ? 'error' : 'unloaded', at)
      observeState(history, 'loading', at + 500)
      observeState(history, 'loaded', at + 1_000)
    }
    expect(flappingAt(history, end).flapping).toBe(isFlapping)
  })

  test('begins at the high threshold, ends below the low one, and quiet times count as looks', () => {
    const history = createStateHistory()
    const states: boolean[] = []
    for (let i = 0; i < 8; i++) {
      observeState(history, i % 2 === 0 ? 'loaded' : 'error', i * 1_000)
      states.push(flappingAt(history, i * 1_000).flapping)
    }
    expect(states).toEqual([false, false, false, false, false, false, true, true])
    const after = (looks: number) => flappingAt(history, 7_000 + looks * 30_000)
    expect(after(14).flapping).toBe(true)
    expect(after(14).score).toBeLessThan(30)
    expect(after(18).flapping).toBe(false)
    expect(after(20)).toEqual({score: 0, flapping: false})
    // One more change in the calm between the thresholds does not begin anything.
    observeState(history, 'loaded', 7_000 + 18 * 30_000)
    expect(after(18).flapping).toBe(false)
  })
})
