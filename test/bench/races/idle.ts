import {setTimeout as sleep} from 'node:timers/promises'
import type {Contender, Race} from '../contender.ts'
import {nativeLog} from '../data/native-log.ts'
import type {Lab} from '../lab.ts'
import {startOnScreen} from '../screen-program.ts'

const SECONDS = 20
const QUICK_SECONDS = 10
/** Starting is over by then. */
const START_MS = 8000
const EVENTS = 1000

/** A screen beside a log in which nothing happens. */
export function raceIdle(lab: Lab): Race {
  const seconds = lab.isQuick ? QUICK_SECONDS : SECONDS
  const race = {
    name: 'idle',
    title: `a screen of 120×40 over a quiet log, for ${String(seconds)} s`,
    unit: '% of a core' as const,
  }
  if (process.platform !== 'linux')
    return {...race, contenders: [], comparisons: [], skipped: [{name: race.name, why: 'needs /proc'}]}
  const startMs = Date.now() - 60_000
  const log = lab.file('quiet.jsonl', () =>
    [...nativeLog({events: EVENTS, startMs, durationMs: 50_000, seed: 1})].map((line) => `${line}\n`).join(''),
  )
  const top = lab.which('top')
  return {
    ...race,
    contenders: [
      ...(top === undefined ? [] : [idling('top -d 1', [top, '-d', '1'], lab)]),
      idling('plugmon watch', [...lab.plugmon, 'watch', log], lab),
    ],
    comparisons: [{what: 'a screen over a quiet log', of: 'plugmon watch', over: ['top -d 1']}],
    skipped: top === undefined ? [{name: 'top', why: 'not on the PATH'}] : [],
  }
}

function idling(name: string, command: readonly string[], {isQuick}: Lab): Contender {
  const seconds = isQuick ? QUICK_SECONDS : SECONDS
  return {
    name,
    rounds: isQuick ? 1 : 2,
    async run() {
      const screen = startOnScreen(command)
      try {
        await sleep(START_MS)
        const before = screen.cpuSeconds()
        await sleep(seconds * 1000)
        return {value: (100 * (screen.cpuSeconds() - before)) / seconds, peakMiB: screen.peakMiB()}
      } finally {
        screen.close()
      }
    },
  }
}
