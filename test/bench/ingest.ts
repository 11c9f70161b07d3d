import {execFileSync} from 'node:child_process'
import {statSync} from 'node:fs'
import {join} from 'node:path'
import type {Contender, Race, Skipped} from './contender.ts'
import {installDuckDb} from './duckdb.ts'
import type {Lab} from './lab.ts'
import {PEERS} from './peers.ts'

/** About 2 million events, as the scenario `bench` gives them. */
const HOURS = 24
/** 200,000 events, and more than the longest range of the built-in rules. */
const QUICK_HOURS = 2.25

/** A log into a report, against the question that other tools are given: loads by plugin with percentiles, errors by type. */
export function raceIngest(lab: Lab): Race {
  const hours = lab.isQuick ? QUICK_HOURS : HOURS
  const log = generate(lab, hours)
  const events = Number(execFileSync('wc', ['-l', log], {encoding: 'utf8'}).split(' ')[0])
  const {contenders, skipped} = peers(lab, log)
  const mib = Math.round(statSync(log).size / 2 ** 20)
  return {
    name: 'ingest',
    title: `${events.toLocaleString('en')} events of ${String(hours)} h, ${String(mib)} MiB, to a report; the others answer one question about it`,
    unit: 'CPU s',
    amount: {count: events, of: 'events'},
    contenders: [
      ...lab.ours('plugmon report, no rules', ['report', '-o', 'json', '--no-builtin-rules', log]),
      ...lab.ours('plugmon report, built-in rules', ['report', '-o', 'json', log]),
      ...contenders,
    ],
    skipped,
  }
}

function generate(lab: Lab, hours: number): string {
  const path = join(lab.folder, 'events.jsonl')
  const [node, ...plugmon] = lab.plugmon
  const story = [
    '--scenario',
    'bench',
    '--seed',
    '1',
    '--start',
    '2026-01-01T00:00:00Z',
    '--duration',
    `${String(hours * 60)}m`,
  ]
  execFileSync(node!, [...plugmon, 'demo', ...story, '--out', path])
  return path
}

function peers(lab: Lab, log: string): {contenders: Contender[]; skipped: Skipped[]} {
  const contenders: Contender[] = []
  const skipped: Skipped[] = []
  for (const {name, program, command} of PEERS) {
    const path = lab.which(program)
    if (path === undefined) skipped.push({name, why: 'not on the PATH'})
    else
      contenders.push(
        lab.program(
          name,
          command(path, log, (file, content) => lab.file(file, () => content)),
        ),
      )
  }
  const script = installDuckDb(lab)
  if (typeof script === 'string') contenders.push(lab.program('duckdb, 1 thread', [process.execPath, script, log]))
  else skipped.push(script)
  return {contenders, skipped}
}
