import type {Source, SourceItem} from '../source.ts'
import {createScenario, type ScenarioName, type ScenarioOptions} from './create-scenario.ts'
import {paceEvents} from './pace-events.ts'

/** Event time that a live demo begins with, so that its first screen is full: the story has its alerts by then. */
const HISTORY_MS = 600_000

/** Which make-believe host, and how fast it lives. */
export interface DemoSourceOptions extends ScenarioOptions {
  /** @default 'story' */
  readonly scenario?: ScenarioName | undefined
  /** Seconds of event time in a second. 0: the history only, as fast as it is taken, then it ends. @default 1 */
  readonly speed?: number | undefined
  /** Event time before now that comes first, in milliseconds. @default 10 minutes; one round of the scenario with speed 0 */
  readonly historyMs?: number | undefined
  /** The wall clock: history ends at what it says when reading begins. */
  now(): number
}

/** A host that needs nothing: its events come as a real host's would, as lines of the native protocol. */
export function createDemoSource(options: DemoSourceOptions): Source {
  const {scenario: name = 'story', speed = 1, now} = options
  const scenario = createScenario(name, options)
  const historyMs = options.historyMs ?? (speed === 0 ? scenario.roundMs : HISTORY_MS)
  return {
    name: 'demo',
    kind: 'demo',
    async *items(signal): AsyncGenerator<SourceItem> {
      yield {kind: 'state', state: 'live', text: `make-believe host: ${name}`}
      const liveFrom = now()
      const events = scenario.events(liveFrom - historyMs, speed === 0 ? liveFrom : Infinity)
      let line = 1
      let isLive = false
      for await (const batch of paceEvents(events, {liveFrom, speed, now, signal})) {
        if (batch.events.length > 0) {
          const bytes = Buffer.from(batch.events.map((event) => `${event.line}\n`).join(''))
          yield {kind: 'block', bytes, line, place: `demo:${name}`}
          line += batch.events.length
        }
        if (batch.isCaughtUp && !isLive) yield {kind: 'caught-up'}
        isLive ||= batch.isCaughtUp
      }
      yield {kind: 'state', state: 'ended', text: 'the end of the demo'}
    },
  }
}
