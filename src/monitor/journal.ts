import type {Batch} from '../decode/decoder.ts'
import type {PluginEvent} from '../event.ts'
import type {IncidentView, LogView, Mark} from '../snapshot.ts'
import {createLineRing} from './line-ring.ts'
import {createRing} from './ring.ts'

/** Marks kept for the timeline. */
const MARKS_KEPT = 1_000
/** Errors and log lines kept to be read. */
const LINES_KEPT = 200
/** Facts kept until an incident asks for them; between two ticks a storm may push some out. */
const FACTS_KEPT = 2_000
/** A load this slow is worth telling in an incident: the P99 limit of DESIGN.md section 3. */
const SLOW_SPAN_MS = 500

/** Something that may stand as evidence in an incident. */
export interface Fact {
  readonly instance: string
  readonly pluginName: string | undefined
  readonly what: IncidentView['evidence'][number]
}

/** The lines, marks and facts worth keeping, as the clock gave them. */
export interface Journal {
  /** Notes the events of a batch from one place up to another; late events are told as any other. */
  note(instance: string, batch: Batch, from: number, to: number): void
  /** A batch goes: what was noted of it is made into texts. */
  release(batch: Batch): void
  mark(mark: Mark): void
  /** Whether anybody will ask for facts: without alerts there are no incidents that need any. */
  wantFacts(isWanted: boolean): void
  /** The facts since the last call. */
  takeFacts(): readonly Fact[]
  readonly marks: () => Mark[]
  readonly errors: () => LogView[]
  readonly logs: () => LogView[]
}

/** An empty journal; `onMark` hears each mark as it is made. */
export function createJournal(onMark: (mark: Mark) => void): Journal {
  const marks = createRing<Mark>(MARKS_KEPT)
  const errors = createLineRing(LINES_KEPT)
  const logs = createLineRing(LINES_KEPT)
  const facts = createRing<Fact>(FACTS_KEPT)
  let areFactsWanted = true

  function mark(made: Mark): void {
    marks.push(made)
    onMark(made)
  }

  function note(instance: string, event: PluginEvent, batch: Batch, index: number): void {
    switch (event.type) {
      case 'log': {
        logs.push(instance, batch, index)
        const {level} = event
        if (level !== 'ERROR' && level !== 'CRITICAL') return
        errors.push(instance, batch, index)
        if (level === 'CRITICAL') mark({at: event.time, kind: 'critical', instance, text: event.message})
        break
      }
      case 'error':
        errors.push(instance, batch, index)
        break
      case 'gap':
        mark({at: event.time, kind: 'gap', instance, text: `the host dropped ${String(event.lost)} events`})
        return
      case 'bye':
        mark({at: event.time, kind: 'bye', instance, text: `planned stop: ${event.reason}`})
        return
      case 'span':
      case 'state':
        break
      case 'hello':
      case 'span_start':
      case 'span_update':
      case 'metric':
      case 'usage':
        return
    }
    if (areFactsWanted) noteFact(instance, event)
  }

  function noteFact(instance: string, event: FactEvent): void {
    const kind = event.type
    const text = factText(event)
    if (text !== undefined) facts.push({instance, pluginName: event.pluginName, what: {at: event.time, kind, text}})
  }

  return {
    note(instance, batch, from, to) {
      for (let index = from; index < to; index++) note(instance, batch.at(index), batch, index)
    },
    mark,
    release(batch) {
      logs.release(batch)
      errors.release(batch)
    },
    wantFacts(isWanted) {
      areFactsWanted = isWanted
    },
    takeFacts() {
      const taken = facts.values()
      if (taken.length > 0) facts.clear()
      return taken
    },
    marks: marks.values,
    errors: errors.values,
    logs: logs.values,
  }
}

/** What may stand as evidence. */
type FactEvent = Extract<PluginEvent, {type: 'log' | 'error' | 'span' | 'state'}>

/** The event in words; undefined when it is no evidence. */
function factText(event: FactEvent): string | undefined {
  switch (event.type) {
    case 'log':
      return `${event.level} ${event.message}`
    case 'error':
      return `${event.errorType}: ${event.message}`
    case 'span':
      return event.status === 'error' || event.durationMs > SLOW_SPAN_MS ? spanText(event) : undefined
    case 'state':
      // Coming up and going down as usual is no evidence.
      return event.newState === 'error' || event.reason !== undefined ? stateText(event) : undefined
  }
}

function spanText(event: Extract<PluginEvent, {type: 'span'}>): string {
  const {name, durationMs, status, errorType, message} = event
  const outcome =
    status === 'ok' ? '' : ` failed${errorType === undefined ? '' : ` with ${errorType}`}: ${message ?? ''}`
  return `${name} ${String(Math.round(durationMs))} ms${outcome}`
}

function stateText({oldState, newState, reason}: Extract<PluginEvent, {type: 'state'}>): string {
  return `${oldState === undefined ? '' : `${oldState} → `}${newState}${reason === undefined ? '' : `: ${reason}`}`
}
