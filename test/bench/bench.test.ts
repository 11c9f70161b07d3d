import {spawnSync} from 'node:child_process'
import {createHash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {makeFolder} from '../source/folder.ts'
import type {Contender, Race} from './contender.ts'
import {nativeLog} from './data/native-log.ts'
import {copyTail, repeatDaily, writeLines} from './data/write-lines.ts'
import {holdRace} from './hold-race.ts'
import {printResult} from './print/print-result.ts'
import {printSummary, summaryMarkdown} from './print/summary.ts'
import {runProgram} from './run-program.ts'

/** Costs given round by round; the next one fails. */
function costing(name: string, ...values: number[]): Contender {
  let round = 0
  return {
    name,
    run() {
      const value = values[round++]
      return value === undefined ? Promise.reject(new Error('worn out')) : Promise.resolve({value, also: {seen: value}})
    },
  }
}

const RACE: Race = {
  name: 'sums',
  title: 'adding up',
  unit: 'CPU s',
  amount: {count: 100, of: 'sums'},
  contenders: [
    costing('abacus', 2, 4, 6),
    {...costing('fingers', 30, 20), rounds: 2},
    costing('brain', 1),
    costing('paper', 4, 4, 4),
  ],
  comparisons: [
    {what: 'by fingers', of: 'fingers', over: ['abacus']},
    {what: 'on paper', of: 'paper', over: ['abacus', 'paper']},
    {what: 'by heart', of: 'brain', over: ['abacus']},
  ],
}

describe('a race', () => {
  const held = holdRace(RACE, 3, () => undefined)

  test('compares costs of the same round; who runs less often is compared in those rounds', async () => {
    const {standings, compared} = await held
    expect(standings.map(({name, rounds, cost, ratio}) => [name, rounds, cost.median, ratio])).toEqual([
      ['abacus', 3, 4, {median: 1, min: 1, max: 1}],
      ['fingers', 2, 25, {median: 10, min: 5, max: 15}],
      ['paper', 3, 4, {median: 1, min: 4 / 6, max: 2}],
    ])
    expect(compared.map(({what, ratio}) => [what, ratio])).toEqual([
      ['by fingers', {median: 10, min: 5, max: 15}],
      ['on paper', {median: 0.5, min: 0.4, max: 4 / 6}],
    ])
  })

  test('tells who failed, and why', async () => {
    expect((await held).skipped).toEqual([{name: 'brain', why: 'worn out'}])
  })

  test('is told as tables', async () => {
    const result = await held
    expect(printResult(result).split('\n')).toEqual([
      'sums: adding up (medians)',
      '           CPU s    [min..max]  sums/s  seen  × first     [min..max]  rounds',
      '  abacus    4.00  [2.00..6.00]      25  4.00     1.00   [1.00..1.00]       3',
      '  fingers   25.0  [20.0..30.0]       4  25.0     10.0   [5.00..15.0]       2',
      '  paper     4.00  [4.00..4.00]      25  4.00     1.00  [0.667..2.00]       3',
      '  without brain: worn out',
      '',
    ])
    expect(printSummary([result])).toContain('on paper    4.00 CPU s  abacus + paper: 8.00 CPU s  0.500')
    expect(printSummary([result])).toContain('\n  sums without brain: worn out\n')
    expect(summaryMarkdown([result]).split('\n')[2]).toBe(
      '| by fingers | 25.0 CPU s | abacus: 4.00 CPU s | 10.0 | [5.00..15.0] | seen 25.0 |',
    )
  })
})

const hasBash = spawnSync('bash', ['-c', ':']).status === 0

test.skipIf(!hasBash)(
  `a program is charged for what its children use and read${hasBash ? '' : ' (skipped: needs bash)'}`,
  async () => {
    const folder = makeFolder()
    const file = join(folder, 'zeros')
    writeLines(
      file,
      Array.from({length: 3000}, () => '0'.repeat(1023)),
    )
    const burn = 'for (const end = process.cpuUsage().user + 2e5; process.cpuUsage().user < end;);'
    const command = ['sh', '-c', `cat "$0" >/dev/null; "$1" -e "$2"; true`, file, process.execPath, burn]
    const {cpuSeconds, readMiB = Infinity} = await runProgram(command, folder)
    expect(cpuSeconds).toBeGreaterThan(0.2)
    expect(readMiB).toBeGreaterThan(3000 / 1024)
    await expect(runProgram(['sh', '-c', 'echo no luck >&2; exit 3'], folder)).rejects.toThrow('exit code 3: no luck')
  },
)

describe('the log of the benchmarks', () => {
  const DAY_MS = 86_400_000
  const options = {events: 2000, startMs: Date.UTC(2026, 0, 1), durationMs: DAY_MS, seed: 1}
  const lines = [...nativeLog(options)]
  interface Line {
    readonly type: string
    readonly time: string
  }

  test('is the same for the same seed, and only for it', () => {
    const digest = (seed: number) =>
      createHash('sha256')
        .update([...nativeLog({...options, seed})].join('\n'))
        .digest('hex')
    expect(digest(1)).toBe(createHash('sha256').update(lines.join('\n')).digest('hex'))
    expect(digest(2)).not.toBe(digest(1))
  })

  test('has the mix that it promises, within its time', () => {
    const events = lines.map((line) => JSON.parse(line) as Line)
    const share = (type: string) => events.filter((event) => event.type === type).length / events.length
    expect(events[0]?.type).toBe('hello')
    for (const [type, want] of Object.entries({span: 0.3, log: 0.36, state: 0.2, error: 0.05, usage: 0.09})) {
      expect(Math.abs(share(type) - want), type).toBeLessThan(0.03)
    }
    for (const {time} of events) expect(time.slice(0, 11)).toBe('2026-01-01T')
  })

  test('goes on for days, and has a last hour', () => {
    const folder = makeFolder()
    const [day, days, hour] = ['day', 'days', 'hour'].map((name) => join(folder, name)) as [string, string, string]
    writeLines(day, lines)
    repeatDaily(day, days, 3)
    const read = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n')
    const all = read(days)
    expect(all.slice(0, lines.length)).toEqual(lines)
    expect(all.length).toBe(3 * lines.length)
    expect(all.slice(-lines.length)).toEqual(
      lines.map((line) => line.replaceAll('2026-01-01T', '2026-01-03T').replaceAll('2025-12-31T', '2026-01-02T')),
    )
    copyTail(day, hour, 1 / 24)
    const last = read(hour)
    expect(last).toEqual(lines.slice(-last.length))
    expect(Math.abs(last.length - lines.length / 24)).toBeLessThan(lines.length / 100)
  })
})
