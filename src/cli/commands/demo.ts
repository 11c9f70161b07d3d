import {createWriteStream} from 'node:fs'
import {pipeline} from 'node:stream/promises'
import {PlugmonError} from '../../errors.ts'
import {createEventServer} from '../../host/event-server.ts'
import type {Scenario} from '../../source/demo/scenario.ts'
import {createScenario, SCENARIOS} from '../../source/demo/create-scenario.ts'
import {createDemoSource} from '../../source/demo/demo-source.ts'
import {paceEvents} from '../../source/demo/pace-events.ts'
import type {Context} from '../context.ts'
import {EXIT} from '../context.ts'
import {instantMs} from '../instant.ts'
import type {Run} from '../run.ts'
import {scenarioNamed} from '../scenario-named.ts'
import {listenForStop} from '../stop-signal.ts'
import type {Instant} from '../values.ts'
import type {WatchOutput} from '../watch-sources.ts'
import {watchSources} from '../watch-sources.ts'

interface DemoOptions {
  readonly scenario: string
  readonly list?: true
  readonly speed: number
  readonly seed: number
  readonly plugins?: number
  readonly rate?: number
  readonly serve?: true
  readonly port: number
  readonly out?: string
  /** Milliseconds. */
  readonly duration: number
  readonly start?: Instant
  readonly output?: WatchOutput
}

/** `plugmon demo`: a make-believe host on the screen, served, or written to a file. */
export const demo: Run<DemoOptions> = async (_args, options, context) => {
  if (options.list) {
    for (const [name, story] of Object.entries(SCENARIOS)) context.stdout.write(`${name.padEnd(12)} ${story}\n`)
    return EXIT.ok
  }
  const scenario = scenarioNamed(options.scenario)
  const {seed, speed, plugins} = options
  const size = {seed, plugins, eventsPerSecond: options.rate}
  if (options.out !== undefined) return await write(createScenario(scenario, size), options.out, options, context)
  if (options.serve) return await serve(createScenario(scenario, size), options, context)
  const source = createDemoSource({...size, scenario, speed, now: context.now})
  return await watchSources({sources: [source], newestMs: undefined, readsStdin: false}, options.output, context)
}

async function write(
  scenario: Scenario,
  path: string,
  {duration, start}: DemoOptions,
  {now, stdout}: Context,
): Promise<number> {
  const from = instantMs(start, now()) ?? now() - duration
  try {
    await pipeline(chunksOf(scenario.events(from, from + duration)), path === '-' ? stdout : createWriteStream(path))
  } catch (error) {
    throw new PlugmonError('unavailable', `cannot write ${path}: ${(error as Error).message}`, {
      cure: 'give --out a path in a folder that you may write to, or - for stdout',
    })
  }
  return EXIT.ok
}

/** Lines a chunk: enough that the single write costs nothing. */
const LINES_A_CHUNK = 4_096

function* chunksOf(events: Iterable<{readonly line: string}>): Generator<string> {
  let lines: string[] = []
  for (const {line} of events) {
    lines.push(`${line}\n`)
    if (lines.length < LINES_A_CHUNK) continue
    yield lines.join('')
    lines = []
  }
  yield lines.join('')
}

async function serve(
  scenario: Scenario,
  {port, speed}: DemoOptions,
  {now, stderr, environment}: Context,
): Promise<number> {
  const stop = listenForStop({isInPipe: false})
  const token = environment['PLUGMON_TOKEN']
  const server = createEventServer({port, ...(token !== undefined && token !== '' && {token})})
  const url = await server.ready()
  if (url === undefined)
    throw new PlugmonError('unavailable', `cannot listen on port ${String(port)}`, {
      cure: 'choose another with --port, or 0 for any',
    })
  stderr.write(`serving ${url}: watch it with plugmon watch ${url}\n`)
  const liveFrom = now()
  const events = scenario.events(liveFrom, Infinity)
  for await (const batch of paceEvents(events, {liveFrom, speed, now, signal: stop.signal}))
    for (const {type, line} of batch.events) server.publish(type, line)
  await server.close()
  return stop.exitCode ?? EXIT.ok
}
