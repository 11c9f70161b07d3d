import type {SpanEvent} from '../../../src/event.ts'

/** A finished load of no plugin yet, of which the fields that differ are set anew for each: what a decoder does as well. */
export function createLoad(time: number, version: string): {-readonly [Key in keyof SpanEvent]: SpanEvent[Key]} {
  return {
    type: 'span',
    origin: 'native',
    time,
    name: 'plugin.load',
    traceId: 't',
    spanId: 's',
    start: time,
    durationMs: 0,
    status: 'ok',
    pluginName: '',
    version,
  }
}
