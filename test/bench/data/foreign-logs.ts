import {createRandom, type Random} from '../../../src/source/demo/random.ts'

/** A log of a program that knows nothing of plugmon: a second in it has about 30 lines. */
const LINES_PER_MS = 0.03

/** Level numbers of pino, and the names that others write. */
const LEVELS = [
  {pino: 20, name: 'DEBUG'},
  {pino: 30, name: 'INFO'},
  {pino: 30, name: 'INFO'},
  {pino: 40, name: 'WARNING'},
  {pino: 50, name: 'ERROR'},
] as const

interface Line {
  readonly at: number
  readonly level: (typeof LEVELS)[number]
  readonly logger: string
  readonly plugin: string
  readonly message: string
  readonly tookMs: number
  /** Set for ERROR. */
  readonly error: string | undefined
}

function pino({at, level, logger, plugin, message, error}: Line): string {
  return JSON.stringify({
    level: level.pino,
    time: at,
    pid: 4242,
    hostname: 'web-1',
    name: logger,
    plugin,
    ...(error === undefined
      ? {}
      : {err: {type: error, message, stack: `${error}: ${message}\n    at load (app.js:7:3)`}}),
    msg: message,
  })
}

/** How one line is written in each of the logs. */
export const DIALECTS: Readonly<Record<string, (line: Line) => string>> = {
  pino,
  "pino in Docker's log": (line) =>
    JSON.stringify({log: `${pino(line)}\n`, stream: 'stdout', time: new Date(line.at).toISOString()}),
  'python-json-logger': ({at, level, logger, plugin, message, error}) =>
    spaced({
      asctime: stampOf(at),
      levelname: level.name,
      name: logger,
      plugin_name: plugin,
      message,
      ...(error === undefined ? {} : {error_type: error}),
      lineno: 120,
    }),
  logfmt: ({at, level, logger, plugin, message, error}) =>
    `time=${new Date(at).toISOString()} level=${level.name.toLowerCase()} logger=${logger} plugin=${plugin} msg=${JSON.stringify(message)}` +
    (error === undefined ? '' : ` error_type=${error}`),
  "text of Python's logging": ({at, level, logger, plugin, message, error}) =>
    `${stampOf(at)} - ${logger} - ${level.name} - Plugin '${plugin}': ${error === undefined ? '' : `${error}: `}${message}`,
  "a loader's python-json-logger": (line) => spaced({asctime: stampOf(line.at), ...loaderLine(line)}),
  'loads in such a text': ({at, logger, plugin, tookMs}) =>
    `${stampOf(at)} - ${logger} - INFO - Plugin '${plugin}' loaded in ${String(tookMs)}ms`,
}

const TRACEBACK = [
  'Traceback (most recent call last):',
  '  File "/srv/host/loader.py", line 13, in load',
  '    plugin = self.open(path)',
  '             ^^^^^^^^^^^^^^^',
].join('\n')

/** What says how plugins come up, in nearly every line; a fifth of the lines with a level of ERROR have a traceback. */
function loaderLine({level: {name}, logger, plugin, tookMs, error}: Line): Record<string, string> {
  const fields = (levelname: string, message: string) => ({levelname, name: logger, message})
  if (error === undefined)
    return name === 'DEBUG'
      ? fields(name, `Discovered candidate ${plugin}`)
      : fields(name, `Plugin '${plugin}' loaded successfully`)
  const failed = fields(name, `Failed to load plugin '${plugin}': no such key`)
  return tookMs % 5 > 0 ? failed : {...failed, exc_info: `${TRACEBACK}\n${error}: no such key`}
}

/** Lines of a dialect, the same for the same seed. */
export function* foreignLog(dialect: string, count: number, startMs: number, seed: number): Generator<string> {
  const random = createRandom(`foreign ${String(seed)}`)
  const write = DIALECTS[dialect]!
  for (let index = 0; index < count; index++) yield write(lineAt(Math.floor(startMs + index / LINES_PER_MS), random))
}

function lineAt(at: number, random: Random): Line {
  const level = random.pick(LEVELS)
  const tookMs = random.below(900)
  return {
    at,
    level,
    logger: `host.${random.pick(['plugins', 'loader', 'http', 'jobs'])}`,
    plugin: `plugin-${String(random.below(200))}`,
    message: `request ${String(random.below(100_000))} of tenant ${String(random.below(99))} done in ${String(tookMs)} ms`,
    tookMs,
    error: level.name === 'ERROR' ? random.pick(['TimeoutError', 'ValueError', 'KeyError', 'OSError']) : undefined,
  }
}

/** As Python's logging writes a time. */
function stampOf(at: number): string {
  return new Date(at).toISOString().slice(0, 23).replace('T', ' ').replace('.', ',')
}

/** JSON as Python's json.dumps writes it, of values without objects. */
function spaced(object: object): string {
  const pairs = Object.entries(object).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  return `{${pairs.join(', ')}}`
}
