import {mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {request} from 'node:http'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from 'vitest'
import {startPython, withoutPython} from './python-program.ts'
import {openSse, readSse} from './sse-reader.ts'
import {until} from './until.ts'

const folder = mkdtempSync(join(tmpdir(), 'plugmon-python-'))
afterAll(() => rmSync(folder, {recursive: true}))

type Line = Record<string, unknown>
let files = 0
const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)

/** Runs a program to its end; PATH in it is where its events go. */
async function run(body: string, options = 'usage_interval=0') {
  const path = join(folder, `${++files}.jsonl`)
  const code = `import plugmon_host\nPATH = ${JSON.stringify(path)}\nhost = plugmon_host.create_host(name="test", jsonl=PATH, ${options})\ntracer = host.tracer\n${body}`
  const result = await startPython(['-c', code]).ended
  return {...result, path, lines: linesOf(path)}
}

async function statusOf(
  url: string,
  options: {method?: string; headers?: Record<string, string>} = {},
): Promise<number> {
  return await new Promise((resolve, reject) => {
    const sent = request(url, {agent: false, ...options}, (response) => {
      resolve(response.statusCode!)
      response.destroy()
    })
    sent.on('error', reject).end()
  })
}

describe.skipIf(withoutPython)(`the Python host ${withoutPython}`, () => {
  test("runs the specification's snippets unchanged", async () => {
    const {lines, code} = await run(`
import types
path, name = "/plugins", "auth"
scanner = types.SimpleNamespace(discover=lambda folder: ["auth", "catalog"])
manager = types.SimpleNamespace(load_plugin=lambda name: types.SimpleNamespace(version="1.2.0"))

with tracer.start_span("plugin.discover") as span:
    span.set_tag("directory", path)
    plugins = scanner.discover(path)
    span.set_tag("plugin_count", len(plugins))

with tracer.start_span("plugin.load") as span:
    span.set_tag("plugin_name", name)
    plugin = manager.load_plugin(name)
    span.set_tag("version", plugin.version)

host.close()`)
    expect(code).toBe(0)
    expect(lines.map(({type}) => type)).toEqual([
      'hello',
      ...['span_start', 'span_update', 'span_update', 'span'],
      ...['span_start', 'span_update', 'span_update', 'span'],
      'bye',
    ])
    expect(lines[0]).toMatchObject({v: 1, host: 'test', plugins: []})
    expect(lines[0]!['runtime']).toMatch(/^cpython 3\./)
    expect(lines[2]).toMatchObject({span_id: lines[1]!['span_id'], tags: {directory: '/plugins'}})
    expect(lines[4]).toMatchObject({
      name: 'plugin.discover',
      status: 'ok',
      tags: {directory: '/plugins', plugin_count: 2},
    })
    expect(lines[8]).toMatchObject({name: 'plugin.load', status: 'ok', tags: {plugin_name: 'auth', version: '1.2.0'}})
    expect(lines[8]).not.toHaveProperty('parent_id')
    const [stream] = String(lines[0]!['id']).split(':')
    expect(lines.map(({id}) => id)).toEqual(lines.map((_, index) => `${stream}:${index + 1}`))
    for (const {time} of lines) expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
  })

  test('an exception ends its span and goes on; parents follow blocks and tasks, not neighbours', async () => {
    const {lines, stdout} = await run(`
import asyncio
try:
    with tracer.start_span("outer"):
        with tracer.start_span("inner"):
            raise KeyError("lost")
except KeyError as error:
    print("raised", error)

async def load(name):
    with tracer.start_span("load", tags={"plugin_name": name}):
        await asyncio.sleep(0.01)
        tracer.start_span("child").finish()

async def main():
    with tracer.start_span("all"):
        await asyncio.gather(load("a"), load("b"))
asyncio.run(main())
tracer.start_span("alone").set_tag("n", 1).set_error("plain").finish()
host.close()`)
    expect(stdout).toBe("raised 'lost'\n")
    const spans = lines.filter(({type}) => type === 'span')
    const named = (name: string) => spans.filter((span) => span['name'] === name)
    const [outer, inner, all, alone] = ['outer', 'inner', 'all', 'alone'].map((name) => named(name)[0]!)
    expect(inner).toMatchObject({
      parent_id: outer!['span_id'],
      status: 'error',
      error_type: 'KeyError',
      message: "'lost'",
    })
    expect(outer).toMatchObject({status: 'error', trace_id: inner!['trace_id']})
    for (const load of named('load')) expect(load).toMatchObject({parent_id: all!['span_id'], status: 'ok'})
    expect(new Set(named('child').map((span) => span['parent_id']))).toEqual(
      new Set(named('load').map((span) => span['span_id'])),
    )
    expect(alone).toMatchObject({status: 'error', error_type: 'Error', message: 'plain', tags: {n: 1}})
    expect(alone).not.toHaveProperty('parent_id')
  })

  test('tells states, errors, metrics, usage and log records', async () => {
    const {lines} = await run(
      `
import logging
log = logging.getLogger("host.loader")
log.addHandler(host.logging_handler())
log.setLevel(1)
host.state("auth", "loading", version="1.2.0", directory="/plugins")
host.state("auth", "error", reason="invalid format")
try:
    raise ImportError("no module")
except ImportError as error:
    host.error("auth", error)
    log.exception("Failed %s", "thus", extra={"plugin_name": "auth"})
log.log(5, "tiny")
log.critical("Plugin system initialization failed")
host.metric("plugin_load_time", "histogram", 0.25, unit="s", labels={"plugin_name": "auth"})
host.usage("auth", method="thread", cpu_s=1.5)
host.log("fatal", "end", tags={"n": 1})`,
      'usage_interval=60',
    )
    expect(lines[1]).toMatchObject({type: 'usage', method: 'process'})
    expect(lines[1]!['cpu_s']).toBeGreaterThan(0)
    expect(lines.slice(2)).toMatchObject([
      {type: 'state', plugin_name: 'auth', version: '1.2.0', new_state: 'loading', directory: '/plugins'},
      {type: 'state', old_state: 'loading', new_state: 'error', reason: 'invalid format'},
      {type: 'error', plugin_name: 'auth', error_type: 'ImportError', message: 'no module'},
      {
        type: 'log',
        level: 'ERROR',
        message: 'Failed thus',
        logger: 'host.loader',
        plugin_name: 'auth',
        error_type: 'ImportError',
      },
      {type: 'log', level: 'DEBUG', message: 'tiny'},
      {type: 'log', level: 'CRITICAL', message: 'Plugin system initialization failed'},
      {type: 'metric', kind: 'histogram', value: 0.25, unit: 's', labels: {plugin_name: 'auth'}},
      {type: 'usage', plugin_name: 'auth', method: 'thread', cpu_s: 1.5},
      {type: 'log', level: 'CRITICAL', message: 'end', tags: {n: 1}},
      // Nobody called close.
      {type: 'bye', reason: 'exit'},
    ])
    expect(lines[5]!['stack']).toContain('Traceback')
  })

  test('nothing that a program hands in comes back as an exception', async () => {
    const {code, stderr, lines} = await run(`
class Hostile:
    def __str__(self): raise RuntimeError("trap")
    __repr__ = __iter__ = keys = __len__ = __bool__ = __str__
for value in (None, Hostile(), b"\\xff", float("nan"), "\\ud800", object(), [[]]):
    host.state(value, value, reason=value); host.error(value, value); host.log(value, value, tags=value, error=value)
    host.metric(value, value, value, labels=value); host.usage(value, rss_bytes=value); host.state()
    tracer.start_span(value, tags=value, child_of=value).set_tag(value, value).set_error(value).finish()
host.close(Hostile())`)
    expect({code, traceback: stderr.includes('Traceback')}).toEqual({code: 0, traceback: false})
    expect(lines.at(-1)!['type']).toBe('bye')
  })

  test('a program that ends by an exception says no bye, and loses nothing', async () => {
    const {code, lines} = await run('for i in range(5000): host.state("p%d" % i, "loaded")\nraise SystemError("crash")')
    expect(code).toBe(1)
    expect(lines.filter(({type}) => type === 'state')).toHaveLength(5000)
    expect(lines.at(-1)!['type']).toBe('state')
  })

  test('many threads tell at once: every line is whole, every id once and in order', async () => {
    const {lines} = await run(`
import threading
def work(k):
    for i in range(500):
        with tracer.start_span("t%d" % k) as span: span.set_tag("i", i)
threads = [threading.Thread(target=work, args=(k,)) for k in range(8)]
[t.start() for t in threads]; [t.join() for t in threads]
host.close()`)
    expect(lines).toHaveLength(8 * 500 * 3 + 2)
    expect(lines.map(({id}) => Number(String(id).split(':')[1]))).toEqual(lines.map((_, index) => index + 1))
  })

  test('a rotated file is opened anew; a missing folder is waited for; a forked child goes on writing', async () => {
    const {code, path, lines, stderr} = await run(`
import os, time
host.state("a", "loaded"); time.sleep(0.2)
os.rename(PATH, PATH + ".1")
end = time.time() + 10
while not os.path.exists(PATH) and time.time() < end:
    host.state("b", "loaded"); time.sleep(0.02)
late = plugmon_host.create_host(jsonl=PATH + ".d/x.jsonl", usage_interval=0)
late.state("c", "loaded"); time.sleep(0.1); os.mkdir(PATH + ".d")
while not os.path.exists(PATH + ".d/x.jsonl") and time.time() < end: time.sleep(0.02)
late.close()
child = os.fork()
host.state("child" if child == 0 else "parent", "loaded")
host.close()
if child: os.waitpid(child, 0)`)
    expect(code).toBe(0)
    expect(stderr.match(/FileNotFoundError/g)).toHaveLength(1)
    const plugins = [...linesOf(`${path}.1`), ...lines].map(({plugin_name}) => plugin_name)
    expect(plugins).toEqual(expect.arrayContaining(['a', 'b', 'parent', 'child']))
    expect(linesOf(`${path}.d/x.jsonl`).map(({type}) => type)).toEqual(['hello', 'state', 'bye'])
  })

  test('serves SSE: history, resume with hello and gap, refusals, a slow reader, bye', async () => {
    const code = `
import sys, plugmon_host
host = plugmon_host.create_host(port=0, usage_interval=0, lifecycle_capacity=4, chatter_capacity=2)
print(host.url, flush=True)
for line in sys.stdin:
    kind, count = line.split()
    for i in range(int(count)):
        host.log("DEBUG", "x" * 1000) if kind == "log" else host.state("p%d" % i, "loaded")
host.close()`
    const {child, firstLine, ended} = startPython(['-c', code])
    const url = await firstLine
    child.stdin!.write('state 5\n')
    const client = await readSse(url)
    await until('the last state', () => client.messages.at(-1)?.data['plugin_name'] === 'p4')
    expect(client.response.headers['content-type']).toBe('text/event-stream; charset=utf-8')
    const [stream] = client.messages[0]!.id.split(':')
    child.stdin!.write('log 5\n')
    await until('a log line', () => client.types().includes('log'))
    for (const {id, data} of client.messages) if (data['id']) expect(data['id']).toBe(id)
    client.close()

    const resumed = await readSse(url, {'last-event-id': `${stream}:2`})
    await until('what is held', () => resumed.messages.at(-1)?.id === `${stream}:11`)
    expect(resumed.messages.map(({type, id}) => `${type} ${id.split(':')[1]}`)).toEqual([
      ...['hello 2', 'state 3', 'state 4', 'state 5', 'state 6'],
      ...['gap 6', 'log 10', 'log 11'],
    ])
    expect(resumed.messages[0]!.data['plugins']).toEqual([{plugin_name: 'p0', state: 'loaded'}])
    expect(resumed.messages[5]!.data['lost']).toBe(3)
    resumed.close()

    expect(await statusOf(url.replace('/events', '/'))).toBe(404)
    expect(await statusOf(url, {method: 'POST'})).toBe(405)
    expect(await statusOf(url, {headers: {host: 'evil.example'}})).toBe(403)

    const slow = await openSse(url, {'last-event-id': `${stream}:11`})
    child.stdin!.write('log 20000\n')
    const quick = await readSse(url, {'last-event-id': `${stream}:11`})
    await until('the flood', () => quick.messages.at(-1)?.id === `${stream}:20011`)
    slow.start()
    await until('the slow reader', () => slow.messages.at(-1)?.id === `${stream}:20011`)
    const lost = slow.messages.reduce((sum, {data}) => sum + Number(data['lost'] ?? 0), 0)
    expect(lost).toBeGreaterThan(1000)
    expect(slow.types().filter((type) => type === 'log').length + lost).toBe(20_000)
    child.stdin!.end()
    await until('the end', slow.isOver)
    expect(slow.types().at(-1)).toBe('bye')
    expect(await ended).toMatchObject({code: 0, stderr: ''})
  })

  test('with a token, only who knows it reads; without one, others may not be let in', async () => {
    const code = `
import sys, plugmon_host
try: plugmon_host.create_host(port=0, address="0.0.0.0")
except ValueError as error: print(error, file=sys.stderr)
host = plugmon_host.create_host(port=0, address="0.0.0.0", token="secret")
print(host.url, flush=True)
sys.stdin.read()`
    const {child, firstLine, ended} = startPython(['-c', code])
    const url = (await firstLine).replace('0.0.0.0', '127.0.0.1')
    expect(await statusOf(url)).toBe(401)
    expect(await statusOf(url, {headers: {authorization: 'Bearer wrong'}})).toBe(401)
    const client = await readSse(url, {authorization: 'Bearer secret'})
    child.stdin!.end()
    const {code: exitCode, stderr} = await ended
    expect(exitCode).toBe(0)
    expect(stderr).toMatch(/need a token/)
    await until('the end', client.isOver)
    expect(client.types().at(-1)).toBe('bye')
  })

  test('a port in use is warned about, and the host goes on', async () => {
    const {code, stderr} = await startPython([
      '-c',
      `
import socket, plugmon_host
taken = socket.create_server(("127.0.0.1", 0))
host = plugmon_host.create_host(port=taken.getsockname()[1])
assert host.url is None
host.state("a", "loaded"); host.close()`,
    ]).ended
    expect(code).toBe(0)
    expect(stderr).toMatch(/in use/)
  })
})
