import {expect, test} from 'vitest'
import type {SpanEvent, SpanStartEvent} from '../../src/event.ts'
import {createSpans} from '../../src/metrics/spans.ts'

const base = {origin: 'native', time: 0, name: 'plugin.load', traceId: 't'} as const

function startOf(spanId: string): SpanStartEvent {
  return {...base, type: 'span_start', spanId}
}

function endOf(spanId: string): SpanEvent {
  return {...base, type: 'span', spanId, start: 0, durationMs: 1, status: 'ok'}
}

test('a host that ends no span keeps the latest 10,000 of them, and some of the oldest end in between', () => {
  const spans = createSpans()
  for (let number = 0; number < 25_000; number++) {
    spans.start(startOf(`s${String(number)}`))
    // Every tenth ends at once, or a thousand later.
    if (number % 10 === 0) spans.finish(endOf(`s${String(number % 20 === 0 ? number : Math.max(0, number - 999))}`))
  }
  expect(spans.unfinished.size).toBe(10_000)
  expect(spans.evicted + spans.unfinished.size + 1_250 + 1_200).toBe(25_000)
  const kept = [...spans.unfinished.keys()].map((id) => Number(id.slice(1)))
  expect(kept).toEqual([...kept].sort((a, b) => a - b))
  expect(kept.at(-1)).toBe(24_999)
})

test('a host that is gone leaves nothing, and what comes after it is evicted oldest first', () => {
  const spans = createSpans()
  for (let number = 0; number < 10_001; number++) spans.start(startOf(`a${String(number)}`))
  spans.clear()
  for (let number = 0; number < 10_002; number++) spans.start(startOf(`b${String(number)}`))
  expect(spans.evicted).toBe(3)
  expect([...spans.unfinished.keys()][0]).toBe('b2')
})

test('an end that came before its start is remembered over the next thousand, and not for ever', () => {
  const spans = createSpans()
  spans.start(startOf('other'))
  spans.finish(endOf('early'))
  spans.finish(endOf('never'))
  for (let number = 0; number < 900; number++) spans.finish(endOf(`x${String(number)}`))
  spans.start(startOf('early'))
  expect([...spans.unfinished.keys()]).toEqual(['other'])
  for (let number = 0; number < 3_000; number++) spans.finish(endOf(`y${String(number)}`))
  spans.start(startOf('never'))
  expect([...spans.unfinished.keys()]).toEqual(['other', 'never'])
})
