import {spawn, type ChildProcess} from 'node:child_process'
import {setTimeout as sleep} from 'node:timers/promises'
import type {Contender, Cost, Race} from '../contender.ts'
import type {Lab} from '../lab.ts'
import {startOnScreen} from '../screen-program.ts'

const PER_SECOND = 50_000
const SECONDS = 60
const QUICK_SECONDS = 10
/** Time to begin and to end in. */
const MARGIN_MS = 1000
/** How long the end of the stream is waited for. */
const DRAIN_MS = 15_000
/** A key that is not answered by then was not heard. */
const KEY_LIMIT_MS = 5000

const READER = 'node, http and JSON.parse'
const SCREEN = 'plugmon watch, 120×40'

/** A host that tells 50,000 events a second over one stream, from a process of its own, beside a screen that draws and hears keys. */
export function raceLive(lab: Lab): Race {
  const seconds = lab.isQuick ? QUICK_SECONDS : SECONDS
  const race = {
    name: 'live',
    title: `${PER_SECOND.toLocaleString('en')} events/s over SSE for ${String(seconds)} s`,
    unit: '% of a core' as const,
  }
  if (process.platform !== 'linux')
    return {...race, contenders: [], comparisons: [], skipped: [{name: race.name, why: 'needs /proc'}]}
  return {
    ...race,
    contenders: [
      contender(lab, READER, seconds, (url) => readPlainly(lab, url, seconds)),
      contender(lab, SCREEN, seconds, (url, sent) => watch([...lab.plugmon, 'watch', url], seconds, sent)),
    ],
    comparisons: [{what: race.title, of: SCREEN, over: [READER]}],
  }
}

/** One round takes a minute, and is made of a hundred that are alike. */
function contender(
  lab: Lab,
  name: string,
  seconds: number,
  read: (url: string, sent: () => number) => Promise<Cost>,
): Contender {
  return {
    name,
    rounds: 1,
    async run() {
      const [program, ...rest] = lab.driver('events-server', String(PER_SECOND), String(seconds))
      const server = spawn(program!, rest, {stdio: ['ignore', 'pipe', 'inherit']})
      let sent = 0
      try {
        const port = await new Promise<number>((done, fail) => {
          server.once('error', fail)
          server.stdout.setEncoding('utf8').on('data', (text: string) => {
            const told = JSON.parse(text) as {port?: number; sent?: number}
            if (told.port !== undefined) done(told.port)
            sent = told.sent ?? sent
          })
        })
        return await read(`http://127.0.0.1:${String(port)}/events`, () => sent)
      } finally {
        server.kill('SIGKILL')
      }
    },
  }
}

async function readPlainly(lab: Lab, url: string, seconds: number): Promise<Cost> {
  const [program, ...rest] = lab.driver('plain-reader', url)
  const child = spawn(program!, rest, {stdio: ['ignore', 'pipe', 'inherit']})
  const told = new Promise<string>((done) => child.stdout.once('data', (text: Buffer) => done(text.toString())))
  await sleep(seconds * 1000 + MARGIN_MS)
  child.kill('SIGTERM')
  const {cpuSeconds} = JSON.parse(await told) as {cpuSeconds: number}
  await ended(child)
  return {value: (100 * cpuSeconds) / seconds}
}

function ended(child: ChildProcess): Promise<unknown> {
  return child.exitCode === null && child.signalCode === null
    ? new Promise((done) => child.once('exit', done))
    : Promise.resolve()
}

/** A key each second, and a look at the lag; at the end what was counted and what was dropped. */
async function watch(command: readonly string[], seconds: number, sent: () => number): Promise<Cost> {
  const screen = startOnScreen(command)
  try {
    const keys: number[] = []
    let lag = 0
    const until = performance.now() + seconds * 1000
    await sleep(MARGIN_MS)
    while (performance.now() + MARGIN_MS < until) {
      const isHelp = keys.length % 2 === 0
      const answer = screen.press(isHelp ? '?' : '\x1b', (text) => text.includes('this help') === isHelp, KEY_LIMIT_MS)
      keys.push(await answer)
      lag = Math.max(lag, Number(/lag ([\d.]+) s/.exec(await screen.text())?.[1] ?? 0))
      await sleep(MARGIN_MS)
    }
    await sleep(Math.max(0, until - performance.now()))
    const value = (100 * screen.cpuSeconds()) / seconds
    // A reader that is behind still has to take what waits for it.
    for (const limit = performance.now() + DRAIN_MS; sent() === 0 && performance.now() < limit;) await sleep(MARGIN_MS)
    await sleep(MARGIN_MS)
    await screen.press('\x1b', (text) => !text.includes('this help'), MARGIN_MS)
    await screen.press('x', (text) => text.includes('Rejected lines'), KEY_LIMIT_MS)
    const text = await screen.text()
    const figure = (name: string) =>
      Number(new RegExp(`${name} ([\\d,]+) {2,}`).exec(text)?.[1]?.replaceAll(',', '') ?? NaN)
    keys.sort((a, b) => a - b)
    return {
      value,
      peakMiB: screen.peakMiB(),
      also: {
        'lag s': lag,
        dropped: figure('dropped'),
        missing: sent() - figure('events') - figure('dropped'),
        'key to frame, median ms': keys[keys.length >> 1]!,
        'longest ms': keys.at(-1)!,
      },
    }
  } finally {
    screen.close()
  }
}
