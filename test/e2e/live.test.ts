import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {startProxy} from '../helpers/recording-proxy.ts'
import {rowsOf, runPlugmon, startPlugmon, type Running} from '../helpers/run-plugmon.ts'
import {until} from '../host/until.ts'
import {makeFolder} from '../source/folder.ts'
import {countEvents} from './count-events.ts'
import {STORY_LINES} from './fixtures.ts'

/** The states that the source has told so far. */
const statesOf = ({output}: Running) =>
  rowsOf(output.stdout).flatMap(({type, state}) => (type === 'source' ? [state] : []))

/** Waits for the n-th time that the source is in a state. */
async function untilState(running: Running, wanted: string, times: number): Promise<void> {
  await until(
    `${wanted} for the ${times}. time`,
    () => statesOf(running).filter((state) => state === wanted).length >= times,
    20_000,
  )
}

/** A make-believe host and the port it listens on. */
async function startHost(port: number): Promise<{running: Running; port: number}> {
  const running = startPlugmon(['demo', '--serve', '--port', String(port), '--seed', '7'])
  const url = () => /http:\/\/127\.0\.0\.1:(\d+)\/events/.exec(running.output.stderr)
  await until('the URL', () => url() !== null)
  return {running, port: Number(url()![1])}
}

test('a host that is cut off, killed and started again: nothing is lost in a cut, nothing counted twice', async () => {
  const host = await startHost(0)
  const proxy = await startProxy(host.port)
  const watch = startPlugmon(['watch', '-o', 'ndjson', `http://127.0.0.1:${proxy.port}/events`])
  await untilState(watch, 'live', 1)
  await until('events', () => proxy.messages().length > 300)
  proxy.cut()
  await untilState(watch, 'retrying', 1)
  await untilState(watch, 'live', 2)
  const before = proxy.messages().length
  await until('more events', () => proxy.messages().length > before)
  host.running.child.kill('SIGKILL')
  await host.running.ended
  await untilState(watch, 'retrying', 2)
  const again = await startHost(host.port)
  await untilState(watch, 'live', 3)
  await until('a second life', () => proxy.messages().length > before + 300)
  // A host that has said its last word: what is on its way arrives before the end of the stream.
  again.running.child.kill('SIGTERM')
  await untilState(watch, 'retrying', 3)
  watch.child.kill('SIGINT')
  const {code, stdout, stderr} = await watch.ended
  expect({code, stderr}).toEqual({code: 130, stderr: ''})

  const messages = proxy.messages()
  const counted = countEvents(messages.map(({line}) => line))
  const numbers = (life: string) =>
    messages
      .filter(({id, type}) => id.startsWith(life) && type !== 'hello' && type !== 'gap')
      .map(({id}) => Number(id.split(':')[1]))
  const lives = [...new Set(messages.map(({id}) => id.split(':')[0]!))]
  expect(lives).toHaveLength(2)
  for (const life of lives)
    expect(numbers(life)).toEqual([...new Set(numbers(life))].sort((left, right) => left - right))
  // What fell out of the host's memory while nobody listened is told, and is an event like any other.
  const gaps = messages.filter(({type}) => type === 'gap').length
  expect(rowsOf(stdout).at(-1)).toMatchObject({
    type: 'summary',
    sources: [{instance: 'demo', rejected: {total: 0}, dropped: 0, gaps, restarts: 1}],
    totals: {
      events: messages.length,
      errors: counted.totals.errors,
      load_failures: counted.totals.load_failures,
      state_changes: counted.totals.state_changes,
    },
  })
})

test('a log that is rotated by renaming and by copying: every line once, in order', async () => {
  const path = join(makeFolder(), 'host.jsonl')
  let file = openSync(path, 'a')
  let written = 0
  const write = (count: number) => {
    for (const last = written + count; written < last; written++)
      writeSync(
        file,
        `${JSON.stringify({v: 1, time: new Date().toISOString(), type: 'state', plugin_name: 'auth', new_state: `n${written}`})}\n`,
      )
  }
  write(100)
  const watch = startPlugmon(['watch', '-o', 'ndjson', '--summary-interval', '15s', path])
  const seen = () => rowsOf(watch.output.stdout).flatMap(({type, new_state}) => (type === 'state' ? [new_state] : []))
  const allSeen = async () => await until(`all ${written} lines`, () => seen().length >= written, 20_000)
  /** As logrotate does it: the youngest of the old ones is .1. */
  const shift = () => {
    for (let number = rotated++; number >= 1; number--) renameSync(`${path}.${number}`, `${path}.${number + 1}`)
  }
  let rotated = 0
  await allSeen()
  for (let round = 1; round <= 3; round++) {
    write(50)
    shift()
    renameSync(path, `${path}.1`)
    // The writer has not noticed yet, and ends a line that the reader has seen half of.
    write(20)
    const line = JSON.stringify({
      v: 1,
      time: new Date().toISOString(),
      type: 'state',
      plugin_name: 'auth',
      new_state: `n${written}`,
    })
    writeSync(file, line.slice(0, 40))
    await allSeen()
    writeSync(file, `${line.slice(40)}\n`)
    written++
    closeSync(file)
    file = openSync(path, 'a')
    write(100)
  }
  for (let round = 1; round <= 2; round++) {
    await allSeen()
    shift()
    copyFileSync(path, `${path}.1`)
    truncateSync(path)
    write(30)
  }
  await allSeen()
  closeSync(file)
  watch.child.kill('SIGTERM')
  const {code, stdout, stderr} = await watch.ended
  expect({code, stderr}).toEqual({code: 143, stderr: ''})
  expect(seen()).toEqual(Array.from({length: written}, (_, number) => `n${number}`))
  expect(rowsOf(stdout).at(-1)).toMatchObject({
    type: 'summary',
    sources: [{events: written, rejected: {total: 0}, dropped: 0, late: 0}],
    totals: {events: written, plugins: 1},
  })
})

test('a burst that takes longer to work off than a heartbeat: the clock waits for what has been read', async () => {
  const path = join(makeFolder(), 'host.jsonl')
  appendFileSync(path, '')
  const watch = startPlugmon(['watch', '-o', 'ndjson', '--summary-interval', '0', '--from', 'end', path])
  await until('following', () => watch.output.stdout.includes('following'))
  appendFileSync(path, STORY_LINES.map((line) => `${line}\n`).join(''))
  const newest = timeOf(STORY_LINES.findLast((line) => line.includes('"type":"state"'))!)
  await until('the last state', () => watch.output.stdout.includes(`"at":"${newest}"`), 20_000)
  watch.child.kill('SIGINT')
  const {stdout} = await watch.ended
  expect(rowsOf(stdout).at(-1)).toMatchObject({sources: [{events: STORY_LINES.length, late: 0}]})
  const piped = await runPlugmon(['watch', '-o', 'ndjson', '-'], {input: STORY_LINES.join('\n')})
  const alertsIn = (text: string) =>
    rowsOf(text.replaceAll(JSON.stringify(path).slice(1, -1), 'stdin')).filter(({type}) => type === 'alert')
  expect(alertsIn(stdout)).toEqual(alertsIn(piped.stdout))
})

test('with --state-dir reading goes on where it stopped, even after a kill: every line once', async () => {
  const folder = makeFolder()
  const path = join(folder, 'host.jsonl')
  const states: unknown[] = []
  for (const [part, signal] of (['SIGTERM', 'SIGKILL', 'SIGINT'] as const).entries()) {
    appendFileSync(
      path,
      STORY_LINES.slice(part * 750, (part + 1) * 750)
        .map((line) => `${line}\n`)
        .join(''),
    )
    const watch = startPlugmon(['watch', '-o', 'ndjson', '--state-dir', join(folder, 'state'), path])
    const newest = timeOf(STORY_LINES.slice(0, (part + 1) * 750).findLast((line) => line.includes('"type":"state"'))!)
    await until('the last state', () => watch.output.stdout.includes(`"at":"${newest}"`), 20_000)
    await until('the position', () => positionIn(join(folder, 'state')) === statSync(path).size, 20_000)
    watch.child.kill(signal)
    states.push(
      ...rowsOf((await watch.ended).stdout)
        .filter(({type}) => type === 'state')
        .map(({at: time, plugin_name, new_state}) => [time, plugin_name, new_state]),
    )
  }
  expect(states).toHaveLength(countEvents(STORY_LINES).totals.state_changes)
  expect(new Set(states.map((state) => JSON.stringify(state))).size).toBe(states.length)
})

/** The time of an event, as changes tell it. */
function timeOf(line: string): string {
  return (JSON.parse(line) as {time: string}).time.replace('000Z', 'Z')
}

/** How far a log was read, as the state folder says. */
function positionIn(folder: string): number | undefined {
  const name = existsSync(folder) ? readdirSync(folder).find((file) => /^position-.*\.json$/.test(file)) : undefined
  return name === undefined
    ? undefined
    : (JSON.parse(readFileSync(join(folder, name), 'utf8')) as {offset: number}).offset
}
