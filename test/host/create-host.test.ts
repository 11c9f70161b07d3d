import {execFile, execFileSync, spawn} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {afterEach, beforeAll, expect, test, vi} from 'vitest'
import {build} from 'esbuild'
import {createHost, type Host} from '../../src/host/create-host.ts'
import {readSse} from './sse-reader.ts'
import {until} from './until.ts'

const folder = mkdtempSync(join(tmpdir(), 'plugmon-host-'))
const bundle = join(folder, 'host.mjs')
const hosts: Host[] = []
let files = 0

beforeAll(async () => {
  // What the package ships: one file that plain Node runs.
  await build({entryPoints: ['src/host/index.ts'], outfile: bundle, bundle: true, platform: 'node', format: 'esm'})
  return () => rmSync(folder, {recursive: true})
})
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close()
})

type Line = Record<string, unknown>
const newPath = () => join(folder, `events-${++files}.jsonl`)
const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line)

function start(options: Parameters<typeof createHost>[0] = {}) {
  const jsonl = newPath()
  const host = createHost({name: 'test', jsonl, usageIntervalMs: 0, ...options})
  hosts.push(host)
  const told = async () => {
    await host.close()
    return linesOf(jsonl)
  }
  return {host, jsonl, told}
}

test('tells everything as version 1 lines between hello and bye', async () => {
  const {host, told} = start({instance: 'one', usageIntervalMs: 60_000})
  host.state('auth', 'loading', {version: '1.2.0', directory: '/plugins'})
  host.state('auth', 'error', {reason: 'invalid format'})
  host.error('auth', new TypeError('no'))
  host.log('warn', 'careful', {logger: 'core', pluginName: 'auth', tags: {attempt: 2}})
  host.metric('plugin_load_time', 'histogram', 0.25, {unit: 's', labels: {plugin_name: 'auth'}})
  host.usage({pluginName: 'auth', method: 'thread', cpuSeconds: 1.5, rssBytes: 10})
  const lines = await told()
  expect(lines.map(({type}) => type)).toEqual([
    'hello',
    'usage',
    'state',
    'state',
    'error',
    'log',
    'metric',
    'usage',
    'bye',
  ])
  for (const line of lines) {
    expect(line['v']).toBe(1)
    expect(line['time']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/)
    expect(Math.abs(Date.parse(String(line['time'])) - Date.now())).toBeLessThan(5000)
  }
  const [stream] = String(lines[0]!['id']).split(':')
  expect(lines.map(({id}) => id)).toEqual(lines.map((_, index) => `${stream}:${index + 1}`))
  expect(lines[0]).toMatchObject({host: 'test', instance: 'one', pid: process.pid, plugins: []})
  expect(lines[0]!['runtime']).toMatch(/^node \d/)
  expect(lines[1]).toMatchObject({method: 'process', pid: process.pid})
  expect(lines[1]!['cpu_s']).toBeGreaterThan(0)
  expect(lines[2]).toMatchObject({plugin_name: 'auth', version: '1.2.0', new_state: 'loading', directory: '/plugins'})
  expect(lines[2]).not.toHaveProperty('old_state')
  expect(lines[3]).toMatchObject({old_state: 'loading', new_state: 'error', reason: 'invalid format'})
  expect(lines[4]).toMatchObject({plugin_name: 'auth', error_type: 'TypeError', message: 'no'})
  expect(lines[4]!['stack']).toContain('create-host.test')
  expect(lines[5]).toMatchObject({level: 'WARNING', message: 'careful', plugin_name: 'auth', tags: {attempt: 2}})
  expect(lines[6]).toMatchObject({kind: 'histogram', value: 0.25, unit: 's', labels: {plugin_name: 'auth'}})
  expect(lines[7]).toMatchObject({plugin_name: 'auth', method: 'thread', cpu_s: 1.5, rss_bytes: 10})
  expect(lines[8]).toMatchObject({reason: 'close'})
})

test('spans know their parents through asynchronous calls, siblings apart', async () => {
  const {host, told} = start()
  await host.span('plugin.discover', async (discover) => {
    discover.setTag('directory', '/plugins')
    await Promise.all(
      ['a', 'b'].map((name) =>
        host.span('plugin.load', async (load) => {
          await new Promise((resolve) => setTimeout(resolve, 5))
          load.setTag('plugin_name', name)
          host.startSpan('plugin.initialize').finish()
        }),
      ),
    )
  })
  host.startSpan('alone').setTag('n', 1).finish()
  const lines = await told()
  const spans = lines.filter(({type}) => type === 'span')
  const loads = spans.filter(({name}) => name === 'plugin.load')
  const discover = spans.find(({name}) => name === 'plugin.discover')!
  expect(loads.map(({tags}) => tags)).toEqual([{plugin_name: 'a'}, {plugin_name: 'b'}])
  for (const load of loads) {
    expect(load).toMatchObject({parent_id: discover['span_id'], trace_id: discover['trace_id'], status: 'ok'})
    expect(load['duration_ms']).toBeGreaterThan(3)
    expect(spans.filter(({parent_id}) => parent_id === load['span_id']).map(({name}) => name)).toEqual([
      'plugin.initialize',
    ])
  }
  const alone = spans.find(({name}) => name === 'alone')!
  expect(alone).not.toHaveProperty('parent_id')
  expect(alone['trace_id']).not.toBe(discover['trace_id'])
  expect(alone['span_id']).toMatch(/^[0-9a-f]{16}$/)
  expect(lines.filter(({span_id}) => span_id === alone['span_id']).map(({type}) => type)).toEqual([
    'span_start',
    'span_update',
    'span',
  ])
})

test('an error ends its span and goes on to the host', async () => {
  const {host, told} = start()
  const missing = Object.assign(new Error('no such file'), {code: 'ENOENT'})
  expect(() =>
    host.span('plugin.load', () => {
      throw missing
    }),
  ).toThrow(missing)
  await expect(
    host.span('plugin.load', async () => {
      throw new RangeError('far')
    }),
  ).rejects.toThrow('far')
  const spans = (await told()).filter(({type}) => type === 'span')
  expect(spans).toMatchObject([
    {status: 'error', error_type: 'ENOENT', message: 'no such file'},
    {status: 'error', error_type: 'RangeError', message: 'far'},
  ])
})

test('nothing that a host hands in comes back as an exception', async () => {
  const {host, told} = start()
  const warning = vi.spyOn(process, 'emitWarning').mockImplementation(() => {})
  const hostile = new Proxy(
    {},
    {
      get: () => {
        throw new Error('trap')
      },
      ownKeys: () => {
        throw new Error('trap')
      },
    },
  )
  const bare = Object.create(null) as string
  const broken = new Error('x')
  Object.defineProperty(broken, 'message', {
    get: () => {
      throw new Error('trap')
    },
  })
  const any = host as unknown as Record<string, (...parameters: unknown[]) => unknown>
  for (const value of [undefined, null, hostile, bare, Symbol('s'), 10n, NaN, broken, () => 1]) {
    any['state']!(value, value, value)
    any['error']!(value, value)
    any['log']!(value, value, value)
    any['metric']!(value, value, value, value)
    any['usage']!(value)
    host
      .startSpan(value as string, {tags: hostile})
      .setTag(value as string, value)
      .setError(value)
      .finish()
  }
  warning.mockRestore()
  expect((await told()).at(-1)).toMatchObject({type: 'bye'})
})

test('tags are bounded', async () => {
  const {host, told} = start()
  const tags = Object.fromEntries(Array.from({length: 100}, (_, index) => [`t${index}`, 'x'.repeat(5000)]))
  host.log('INFO', 'y'.repeat(100_000), {tags})
  const log = (await told())[1]!
  expect(Object.keys(log['tags'] as object)).toHaveLength(64)
  expect((log['tags'] as Line)['t0']).toHaveLength(1024)
  expect(log['message']).toHaveLength(16_384)
})

test('what SSE tells and what the file holds are the same lines', async () => {
  const {host, jsonl} = start({port: 0})
  const client = await readSse((await host.ready())!)
  host.state('auth', 'loaded')
  await host.close()
  await until('the end', client.isOver)
  expect(client.messages.map(({data}) => data)).toEqual(linesOf(jsonl))
  expect(client.types()).toEqual(['hello', 'state', 'bye'])
  expect(client.messages.map(({id}) => id)).toEqual(client.messages.map(({data}) => data['id']))
})

test('a rotated file is drained into, then opened anew; no line is lost', async () => {
  const {host, jsonl} = start()
  const total = 400
  let rotated = false
  for (let index = 0; index < total; index++) {
    host.log('INFO', `line ${index}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
    if (index === 100) {
      renameSync(jsonl, `${jsonl}.1`)
      rotated = true
    }
  }
  await host.close()
  const numbers = [...linesOf(`${jsonl}.1`), ...linesOf(jsonl)]
    .filter(({type}) => type === 'log')
    .map(({message}) => message)
  expect(rotated).toBe(true)
  expect(numbers).toEqual(Array.from({length: total}, (_, index) => `line ${index}`))
  expect(linesOf(jsonl).length).toBeGreaterThan(50)
})

test('a file that cannot be written is warned about once; what did not fit is told when it can', async () => {
  const warnings: string[] = []
  const warning = vi.spyOn(process, 'emitWarning').mockImplementation((text) => void warnings.push(String(text)))
  const missing = join(folder, 'not-yet')
  const path = join(missing, 'events.jsonl')
  const host = createHost({jsonl: path, usageIntervalMs: 0})
  hosts.push(host)
  const message = 'z'.repeat(10_000)
  for (let index = 0; index < 300; index++) host.log('DEBUG', message)
  host.state('auth', 'loaded')
  await until('the warning', () => warnings.length > 0)
  mkdirSync(missing)
  await until('the file', () => {
    try {
      return linesOf(path).some(({type}) => type === 'state')
    } catch {
      return false
    }
  })
  warning.mockRestore()
  await host.close()
  const lines = linesOf(path)
  const logs = lines.filter(({type}) => type === 'log').length
  const gap = lines.find(({type}) => type === 'gap')!
  expect(logs).toBeGreaterThan(100)
  expect(logs + Number(gap['lost'])).toBe(300)
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toMatch(/ENOENT/)
})

test.skipIf(!existsSync('/dev/full'))(
  'a full disk and a pipe that nobody reads are warned about, and hold nothing up',
  async () => {
    const pipe = join(folder, 'pipe')
    execFileSync('sh', ['-c', `mkfifo '${pipe}'`])
    const file = join(folder, 'full.mjs')
    writeFileSync(
      file,
      program(`
      for (const jsonl of ['/dev/full', ${JSON.stringify(pipe)}]) {
        const host = createHost({jsonl})
        for (let i = 0; i < 100; i++) host.state('p' + i, 'loaded')
      }`),
    )
    const {stderr} = await run(process.execPath, [file])
    expect(stderr).toMatch(/ENOSPC/)
    expect(stderr).toMatch(/ENXIO/)
  },
)

const run = promisify(execFile)
const program = (body: string) => `import {createHost} from ${JSON.stringify(bundle)}\n${body}`

test('a host ends by itself, with an open client and without a call of close, and its file is whole', async () => {
  const jsonl = newPath()
  const file = join(folder, 'ends.mjs')
  writeFileSync(
    file,
    program(`
      const host = createHost({port: 0, jsonl: ${JSON.stringify(jsonl)}})
      console.log(await host.ready())
      await new Promise((resolve) => setTimeout(resolve, 300))
      for (let i = 0; i < 1000; i++) host.state('p' + i, 'loaded')`),
  )
  const child = spawn(process.execPath, [file], {stdio: ['ignore', 'pipe', 'inherit']})
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  const url = await new Promise<string>((resolve) => child.stdout.once('data', (data) => resolve(String(data).trim())))
  const client = await readSse(url)
  expect(await ended).toBe(0)
  await until('the end of the stream', client.isOver)
  const types = linesOf(jsonl).map(({type}) => type)
  expect(types.filter((type) => type === 'state')).toHaveLength(1000)
  expect(types.at(-1)).toBe('bye')
})

test('process.exit loses nothing; a failing exit says no bye', async () => {
  const jsonl = newPath()
  const file = join(folder, 'exits.mjs')
  writeFileSync(
    file,
    program(`
      const host = createHost({jsonl: ${JSON.stringify(jsonl)}, usageIntervalMs: 0})
      for (let i = 0; i < 500; i++) host.state('p' + i, 'loaded')
      await new Promise(setImmediate)
      for (let i = 500; i < 1000; i++) host.state('p' + i, 'loaded')
      process.exit(3)`),
  )
  await expect(run(process.execPath, [file])).rejects.toMatchObject({code: 3})
  const lines = linesOf(jsonl)
  expect(lines.filter(({type}) => type === 'state')).toHaveLength(1000)
  expect(lines.map(({type}) => type)).not.toContain('bye')
})
