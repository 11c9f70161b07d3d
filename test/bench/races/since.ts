import type {Race} from '../contender.ts'
import {copyTail} from '../data/write-lines.ts'
import type {Lab, ProgramOptions} from '../lab.ts'

/** The last hour of a log, against a log that has nothing more. */
export function raceSince(lab: Lab): Race {
  const {path, hours} = lab.log()
  // Events are evenly spread over the time.
  const hour = lab.file('hour.jsonl', (target) => copyTail(path, target, 1 / hours))
  const inMiB: ProgramOptions = {
    rounds: 3,
    cost({readMiB, cpuSeconds, wallSeconds}) {
      if (readMiB === undefined) throw new Error('needs /proc')
      return {value: readMiB, wallSeconds, also: {'CPU s': cpuSeconds}}
    },
  }
  const report = (...rest: string[]) => ['report', '-o', 'json', '--no-builtin-rules', ...rest]
  const alone = 'report of the last hour alone'
  const since = `report --since 1h of ${String(hours)} h`
  return {
    name: 'since',
    title: `bytes read for the last hour of a log of ${String(hours)} h, the program's own code included`,
    unit: 'MiB',
    contenders: [
      ...lab.ours(alone, report(hour), inMiB),
      ...lab.ours(since, report('--since', '1h', path), inMiB),
      ...lab.ours(`report of all ${String(hours)} h`, report(path), inMiB),
    ],
    comparisons: [{what: `bytes read for --since 1h of ${String(hours)} h`, of: since, over: [alone]}],
  }
}
