import type {Race} from '../contender.ts'
import {repeatDaily} from '../data/write-lines.ts'
import type {Lab, ProgramOptions} from '../lab.ts'

/** How many times as long the long log is. */
const TIMES = 5

/** The same hosts for a day and for five: memory must not follow the length of a log. */
export function raceMemory(lab: Lab): Race {
  const {path, events} = lab.log()
  const long = lab.file('long.jsonl', (target) => repeatDaily(path, target, TIMES))
  const inMiB: ProgramOptions = {
    rounds: 3,
    cost({peakMiB, cpuSeconds, wallSeconds}) {
      if (peakMiB === undefined) throw new Error('needs /proc')
      return {value: peakMiB, wallSeconds, also: {'CPU s': cpuSeconds}}
    },
  }
  const report = (file: string) => ['report', '-o', 'json', '--no-builtin-rules', file]
  const short = `report of ${events.toLocaleString('en')} events`
  const longer = `report of ${(TIMES * events).toLocaleString('en')} events`
  return {
    name: 'memory',
    title: `peak memory of a report, without rules, and of a log ${String(TIMES)} times as long`,
    unit: 'MiB',
    contenders: [...lab.ours(short, report(path), inMiB), ...lab.ours(longer, report(long), inMiB)],
    comparisons: [{what: 'peak memory when the log is 5 times as long', of: longer, over: [short]}],
  }
}
