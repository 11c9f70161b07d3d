import type {PluginEvent} from '../event.ts'
import type {IncidentView, LogView, Mark} from '../snapshot.ts'
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
  /** Notes an event; `isLate` events are told as any other. */
  note(instance: string, event: PluginEvent): void
  mark(mark: Mark): void
  /** The facts since the last call. */
  takeFacts(): readonly Fact[]
  readonly marks: () => Mark[]
  readonly errors: () => LogView[]
  readonly logs: () => LogView[]
}

/** An empty journal; `onMark` hears each mark as it is made. */
export function createJournal(onMark: (mark: Mark) => void): Journal {
  const marks = createRing<Mark>(MARKS_KEPT)
  const errors = createRing<LogView>(LINES_KEPT)
  const logs = createRing<LogView>(LINES_KEPT)
  let facts = createRing<Fact>(FACTS_KEPT)

  function mark(made: Mark): void {
    marks.push(made)
    onMark(made)
  }

  function fact(instance: string, pluginName: string | undefined, what: Fact['what']): void {
    facts.push({instance, pluginName, what})
  }

  function note(instance: string, event: PluginEvent): void {
    const {time: at} = event
    switch (event.type) {
      case 'log': {
        const {level, message, pluginName, errorType} = event
        const line = {at, instance, level, message, pluginName, errorType}
        logs.push(line)
        if (level !== 'ERROR' && level !== 'CRITICAL') return
        errors.push(line)
        fact(instance, pluginName, {at, kind: 'log', text: `${level} ${message}`})
        if (level === 'CRITICAL') mark({at, kind: 'critical', instance, text: message})
        return
      }
      case 'error': {
        const {pluginName, errorType, message} = event
        errors.push({at, instance, level: 'ERROR', message, pluginName, errorType})
        fact(instance, pluginName, {at, kind: 'error', text: `${errorType}: ${message}`})
        return
      }
      case 'span':
        if (event.status === 'error' || event.durationMs > SLOW_SPAN_MS)
          fact(instance, event.pluginName, spanFact(event))
        return
      case 'state':
        // Coming up and going down as usual is no evidence.
        if (event.newState !== 'error' && event.reason === undefined) return
        fact(instance, event.pluginName, {at, kind: 'state', text: stateText(event)})
        return
      case 'gap':
        mark({at, kind: 'gap', instance, text: `the host dropped ${String(event.lost)} events`})
        return
      case 'bye':
        mark({at, kind: 'bye', instance, text: `planned stop: ${event.reason}`})
        return
      case 'hello':
      case 'span_start':
      case 'span_update':
      case 'metric':
      case 'usage':
    }
  }

  return {
    note,
    mark,
    takeFacts() {
      const taken = facts.values()
      if (taken.length > 0) facts = createRing(FACTS_KEPT)
      return taken
    },
    marks: marks.values,
    errors: errors.values,
    logs: logs.values,
  }
}

function spanFact(event: Extract<PluginEvent, {type: 'span'}>): Fact['what'] {
  const {time, name, durationMs, status, errorType, message} = event
  const outcome =
    status === 'ok' ? '' : ` failed${errorType === undefined ? '' : ` with ${errorType}`}: ${message ?? ''}`
  return {at: time, kind: 'span', text: `${name} ${String(Math.round(durationMs))} ms${outcome}`}
}

function stateText({oldState, newState, reason}: Extract<PluginEvent, {type: 'state'}>): string {
  return `${oldState === undefined ? '' : `${oldState} → `}${newState}${reason === undefined ? '' : `: ${reason}`}`
}
