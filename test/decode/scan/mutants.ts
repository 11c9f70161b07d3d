/** Native lines and what can happen to them: for comparing the scanner with the general path. */

const T = '2026-11-20T00:00:04.276800Z'
const SPAN = {
  v: 1,
  id: 'gen:99',
  time: T,
  type: 'span',
  name: 'plugin.load',
  trace_id: 'd2969d35df3648fb',
  span_id: 'c95a',
}

/** Events of every type, as hosts write them, and neighbours of them. */
const EVENTS: readonly object[] = [
  {v: 1, time: T, type: 'hello', host: 'h', pid: 42, plugins: [{plugin_name: 'auth', version: '1.0', state: 'loaded'}]},
  {
    ...SPAN,
    parent_id: '8fe5e1ab',
    start: '2026-11-20T00:00:04.247856Z',
    duration_ms: 28.944,
    status: 'ok',
    tags: {plugin_name: 'auth', version: '4.10.0', nested: {a: [1, 2, {plugin_name: 'decoy'}]}, region: 'eu'},
  },
  {
    ...SPAN,
    start: 1_795_132_800_123.25,
    duration_ms: 0,
    status: 'error',
    error_type: 'TimeoutError',
    message: 'no answer',
  },
  {
    ...SPAN,
    parent_id: null,
    start: T,
    duration_ms: 1e-7,
    status: 'ok',
    tags: {plugin_name: null, version: 3, directory: '/opt', flag: true},
  },
  {...SPAN, type: 'span_start', tags: {plugin_name: 'auth', directory: '/opt/host/plugins'}},
  {...SPAN, type: 'span_start', tags: {}},
  {v: 1, type: 'span_update', span_id: 'c95a', time: T, tags: {plugin_name: 'auth'}},
  {
    v: 1,
    id: 'gen:4999',
    time: T,
    type: 'log',
    level: 'INFO',
    message: 'réponse reçue de l’hôte 3661 в срок 漢字 🎉',
    logger: 'host.plugins',
    plugin_name: 'auth',
    tags: {request: 'c73c', attempt: 3},
  },
  {
    v: 1,
    time: T,
    type: 'log',
    level: 'warn',
    message: 'say "hit"\\n\t for key \u0000 /',
    stack: 'Error: x\n    at y',
    error_type: 'E',
  },
  {v: 1, time: T, type: 'log', level: 'CRITICAL', message: 'x'.repeat(40), extra: {deep: [[[]], {}]}, other: -1.5e-3},
  {v: 1, time: T, type: 'log', level: 'Notice', message: ''},
  {
    v: 1,
    time: T,
    type: 'state',
    plugin_name: 'plugin-004',
    version: '0.18.0',
    old_state: 'loaded',
    new_state: 'error',
    reason: 'TimeoutError',
    directory: '/opt/plugins',
    pid: 77,
  },
  {v: 1, time: T, type: 'state', plugin_name: 'ein Plugin mit einem langen Namen', new_state: 'loaded'},
  {
    v: 1,
    time: T,
    type: 'error',
    plugin_name: 'auth',
    error_type: 'ModuleNotFoundError',
    message: "No module named 'yaml'",
    stack: 'Traceback\n  File "x.py"',
  },
  {
    v: 1,
    time: T,
    type: 'usage',
    plugin_name: 'auth',
    method: 'sampled',
    cpu_s: 0.007373,
    rss_bytes: 128_430_419,
    heap_bytes: 5,
    pid: 1,
  },
  {v: 1, time: T, type: 'usage', method: 'process'},
  {
    v: 1,
    time: T,
    type: 'metric',
    name: 'plugin_load_time',
    kind: 'histogram',
    value: 0.25,
    unit: 's',
    labels: {plugin_name: 'auth'},
  },
  {v: 1, time: T, type: 'gap', lost: 3},
  {v: 1, time: T, type: 'bye', reason: 'done'},
  {level: 30, time: 1_795_132_800_123, pid: 7, hostname: 'h', msg: 'request done', v: 1},
  {time: T, level: 'INFO', message: 'any dialect', logger: 'x'},
  ...[
    "Plugin 'auth' loaded successfully",
    'Plugin auth v1.2 loaded in 35 ms',
    'Loaded plugin "geo" in 1.5s',
    'Failed to load plugin',
    "Failed to load plugin 'auth': no such file",
    'Scanning directory: /plugins',
    'starting plugin',
    'plugin process exited',
    'Plugin host is going down',
    'the plugin "cache" is slow',
    'Unloading plugin auth\nand more',
    'Plugin \u0027auth\u0027 wurde geladen für é',
  ].flatMap((msg, index) => [
    {
      level: 50,
      time: 1_795_132_800_123 + index,
      pid: 7,
      msg,
      err: {type: 'TypeError', message: 'x is y', stack: 'a\nb'},
    },
    {level: 'error', ts: T, msg, error: 'connection refused', plugin: 'geo'},
    {level: 'info', time: T, msg, plugin_name: 'auth', logger: 'loader'},
    {severity: 'ERROR', message: msg, exc_info: 'Traceback (most recent call last):\nKeyError: 1', timestamp: T},
    {event: msg, level: 'warning', timestamp: T, exception: 'E: x', exc_type: 'E'},
  ]),
]

const spaced = (event: object) => JSON.stringify(event, null, 1).replace(/\n\s*/g, ' ')
const reversed = (event: object) => JSON.stringify(Object.fromEntries(Object.entries(event).reverse()))

/** The events as lines: dense, with blanks, in another order; and lines of other kinds between them. */
export const LINES: readonly string[] = [
  ...EVENTS.map((event) => JSON.stringify(event)),
  ...EVENTS.map(spaced),
  ...EVENTS.map(reversed),
  "2026-11-20 00:00:01,123 - plugin_manager - INFO - Plugin 'auth' loaded successfully",
  '  continued',
  'Traceback (most recent call last):',
  '',
  ' \t',
  '{',
  '{}',
  '[1]',
  '{"log":"{\\"v\\":1,\\"type\\":\\"bye\\",\\"reason\\":\\"x\\"}\\n","stream":"stdout","time":"2026-11-20T00:00:01Z"}',
]

/** What is put in the place of a value, or anywhere. */
const PIECES = [
  'null', 'true', 'false', '0', '-0', '00', '1', '-1', '1.5', '1.', '.5', '1e3', '1E-2', '0.1e+400', '123456789012345678', '0.30000000000000004',
  '9007199254740993', '1.7976931348623157e308', '12345678901234567890', '0.000000000000000000000001', '8640000000000001', '""', '"x"', '"\\u0041"', '"\\ud83c"', '"\\x"',
  '"é"', '{}', '[]', '[1,{"a":null}]', '{"plugin_name":"b"}', '{"plugin\\u005fname":"b"}', '[', '{', '}', ']', ',', ':', '"', '\\', ' ', '\t', '\r', '\u0000', '\u001f', '\u2028',
  '"v":2', ',"v":1', ',"type":"log"', ',"time":null', ',"level":"ERROR"', ',"plugin_name":"twice"', ',"x":1', ',"x":1,"x":2', ',"error.type":"E"', ',"constructor":1', ',"__proto__":{}',
  ',"msg":null', ',"msg":["a",1]', ',"message":{"a":"é"}', ',"level":30', ',"level":"Warn "', ',"severity_number":9', ',"ts":1795132800.123', ',"time":""', ',"log":"x\\n"', ',"stream":"stdout"', ',"fields":{"msg":"in","level":"e"}',
  ',"tags":[1]', ',"record":{"level":{"name":"INFO"}}', ',"record":{}', ',"err":{"type":"E","message":"m"}', ',"error":"E: x"', ',"name":{"id":"n"}', ',"_TRANSPORT":"stdout"', ',"MESSAGE":"{}"', ',"type":"custom"',
  '"2026-11-20T00:00:04Z"', '"2026-11-20t00:00:04z"', '"2026-11-20 00:00:04.5+02:00"', '"2026-11-20T00:00:04.123456789Z"', '"2026-11-20T00:00:04.1234567891Z"', '"2026-02-29T00:00:00Z"',
  '"2024-02-29T23:59:60.999-23:59"', '"1969-12-31T23:59:59.999999+00:00"', '"0000-01-01T00:00:00Z"', '"9999-12-31T23:59:59Z"', '"2026-11-20T24:00:00Z"', '"2026-11-20T00:00:04"', '"2026-11-20T00:00:04+0200"',
  '"2026-13-01T00:00:00Z"', '"2026-00-10T00:00:00Z"', '"2026-11-00T00:00:00Z"', '"2026/11/20T00:00:00Z"', '1795132800123', '1795132800123.456', '-5',
] // prettier-ignore

/** Numbers in [0, 1) from a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A line that something has happened to, as bytes without its end. */
export function mutant(random: () => number, lines = LINES): Buffer {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  let text = pick(lines)
  const kind = random()
  if (kind < 0.25) {
    // Another value, of any kind.
    const values = [...text.matchAll(/(?<=:\s?)("(?:[^"\\]|\\.)*"|-?[\d.]+|null|true|\{\})/g)]
    if (values.length > 0) {
      const {index, 0: value} = pick(values)
      text = text.slice(0, index) + pick(PIECES) + text.slice(index + value.length)
    }
  } else if (kind < 0.45) {
    // Another pair behind a value.
    const commas = [...text.matchAll(/,/g)]
    if (commas.length > 0) {
      const {index} = pick(commas)
      text = text.slice(0, index) + pick(PIECES) + text.slice(index)
    }
  } else if (kind < 0.55) {
    // A pair left out or twice.
    const pairs = [...text.matchAll(/"\w+":\s?("(?:[^"\\]|\\.)*"|[\d.]+),\s?/g)]
    if (pairs.length > 0) {
      const {index, 0: pair} = pick(pairs)
      text = text.slice(0, index) + (random() < 0.5 ? '' : pair + pair) + text.slice(index + pair.length)
    }
  } else if (kind < 0.6) text = text.slice(0, Math.floor(random() * text.length))
  else if (kind < 0.65) text = text.replace(/:/g, () => pick([':', ' :', ': ', ':\t']))
  const bytes = [...Buffer.from(text)]
  const changes = random() < 0.5 ? 0 : 1 + Math.floor(random() * 2)
  for (let change = 0; change < changes; change++) {
    const at = Math.floor(random() * (bytes.length + 1))
    const how = random()
    if (how < 0.3) bytes[at] = Math.floor(random() * 256)
    else if (how < 0.5) bytes.splice(at, 1)
    else if (how < 0.7) bytes.splice(at, 0, Math.floor(random() * 256))
    else bytes.splice(at, 0, ...Buffer.from(pick(PIECES)))
  }
  return Buffer.from(bytes.filter((byte) => byte !== undefined))
}

/** A block of mutants with their line ends. */
export function blockOf(count: number, random: () => number, lines = LINES): Buffer {
  const parts: Buffer[] = []
  for (let index = 0; index < count; index++) {
    if (random() < 0.02) parts.push(Buffer.from([0xef, 0xbb, 0xbf]))
    parts.push(mutant(random, lines), Buffer.from(random() < 0.1 ? '\r\n' : '\n'))
  }
  if (random() < 0.3) parts.push(mutant(random, lines))
  return Buffer.concat(parts)
}
