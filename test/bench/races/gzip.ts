import {execFileSync} from 'node:child_process'
import type {Race} from '../contender.ts'
import type {Lab} from '../lab.ts'

/** A compressed log, against what unpacking it and reading it cost on their own. */
export function raceGzip(lab: Lab): Race {
  const {path, events} = lab.log()
  const name = 'gzip'
  const title = `${events.toLocaleString('en')} events out of a .gz`
  const zcat = lab.which('zcat')
  const gzip = lab.which('gzip')
  if (zcat === undefined || gzip === undefined) {
    return {name, title, unit: 'CPU s', contenders: [], comparisons: [], skipped: [{name, why: 'no gzip on the PATH'}]}
  }
  const packed = lab.file('events.jsonl.gz', () => void execFileSync(gzip, ['-1', '-k', path]))
  const report = (file: string) => ['report', '-o', 'json', '--no-builtin-rules', file]
  return {
    name,
    title,
    unit: 'CPU s',
    amount: {count: events, of: 'events'},
    contenders: [
      lab.program('zcat', [zcat, packed]),
      ...lab.ours('report of the log', report(path)),
      ...lab.ours('report of the .gz', report(packed)),
    ],
    comparisons: [{what: 'report of a .gz', of: 'report of the .gz', over: ['zcat', 'report of the log']}],
  }
}
