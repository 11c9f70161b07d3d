import {parseDuration} from '../../src/promql/duration.ts'

let spans = 0

/** What can happen, and the event that tells it; `raw` is the one thing that is no event. */
const HAPPENINGS: readonly (readonly [RegExp, (parts: readonly (string | undefined)[], time: number) => object])[] = [
  [
    /^hello (\S+)(?: pid (\d+))?(?: plugins (\S+))?$/,
    ([, host, pid = '1', plugins]) => ({
      type: 'hello',
      host,
      pid: Number(pid),
      plugins: pairs(plugins).map(([plugin_name, state]) => ({plugin_name, state})),
    }),
  ],
  [
    /^error (\S+) (\S+)$/,
    ([, plugin_name, error_type]) => ({type: 'error', plugin_name, error_type, message: 'it failed'}),
  ],
  [
    /^load (\S+) (\S+) (\S+)(?: error (\S+))?$/,
    ([, plugin_name, version, duration, error], time) =>
      span('plugin.load', {plugin_name, version}, duration!, error, time),
  ],
  [
    /^discover (\S+) (\S+)$/,
    ([, directory, duration], time) => span('plugin.discover', {directory}, duration!, undefined, time),
  ],
  [
    /^state (\S+) (\S+) (\S+)(?: "(.*)")?$/,
    ([, plugin_name, old_state, new_state, reason]) => ({type: 'state', plugin_name, old_state, new_state, reason}),
  ],
  [
    /^log ([A-Z]+) "(.*)"(?: (\S+))?$/,
    ([, level, message, plugin_name]) => ({type: 'log', level, message, plugin_name}),
  ],
  [
    /^metric (\w+) (\w+) (\S+)(?: (\S+))?$/,
    ([, kind, name, value, labels]) => ({
      type: 'metric',
      kind,
      name,
      value: Number(value),
      labels: Object.fromEntries(pairs(labels)),
    }),
  ],
  [
    /^usage (\S+) (\S+)$/,
    ([, plugin_name, cpu_s]) => ({type: 'usage', plugin_name, method: 'reported', cpu_s: Number(cpu_s)}),
  ],
  [/^gap (\d+)$/, ([, lost]) => ({type: 'gap', lost: Number(lost)})],
  [/^bye (.*)$/, ([, reason]) => ({type: 'bye', reason})],
]

/** The line that a host writes when this happens at `time`; undefined when it is not understood. */
export function eventLine(text: string, time: number): string | undefined {
  if (text.startsWith('raw ')) return text.slice(4)
  for (const [pattern, eventOf] of HAPPENINGS) {
    const parts = pattern.exec(text)
    if (parts !== null) return JSON.stringify({v: 1, time: new Date(time).toISOString(), ...eventOf(parts, time)})
  }
  return undefined
}

function pairs(text = ''): [string, string][] {
  return [...text.matchAll(/([^=,]+)=([^,]*)/g)].map(([, name, value]) => [name!, value!])
}

function span(name: string, tags: object, duration: string, error_type: string | undefined, time: number): object {
  const duration_ms = parseDuration(duration)
  const span_id = String(++spans)
  const status = error_type === undefined ? 'ok' : 'error'
  return {type: 'span', name, trace_id: 't', span_id, start: time - duration_ms, duration_ms, status, error_type, tags}
}
