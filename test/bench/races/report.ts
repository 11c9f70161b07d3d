import {spawnSync} from 'node:child_process'
import {readFileSync, statSync} from 'node:fs'
import type {Comparison, Contender, Race, Skipped} from '../contender.ts'
import {inSeconds, ofPipeline, type Lab} from '../lab.ts'
import {askDuckDb} from './duckdb.ts'
import {PEERS} from './peers.ts'

/** For what takes many times as long as the others. */
const SLOW_ROUNDS = 2

const ENGINE = 'plugmon report, no rules'
const RULES = 'plugmon report, built-in rules'
const DUCKDB = 'duckdb, 1 thread'
const C_SCAN = 'C, memchr and memmem'

/** A log into a report, against the question that other tools are given: loads by plugin with percentiles, errors by type. */
export function raceReport(lab: Lab): Race {
  const {path: log, events, hours} = lab.log()
  const mib = Math.round(statSync(log).size / 2 ** 20)
  const peers: Contender[] = []
  const skipped: Skipped[] = []
  const enter = (peer: Contender | Skipped) => ('why' in peer ? skipped.push(peer) : peers.push(peer))
  enter(duckDb(lab, log))
  enter(scanner(lab, log))
  for (const {name, program, command, isSlow, isPipeline} of PEERS) {
    const path = lab.which(program)
    if (path === undefined) enter({name, why: 'not on the PATH'})
    else {
      const rounds = isSlow ? SLOW_ROUNDS : undefined
      enter(lab.program(name, command(path, log, lab.file), {rounds, cost: isPipeline ? ofPipeline : inSeconds}))
    }
  }
  const over = (of: string, name: string, what = 'report without rules'): Comparison => ({what, of, over: [name]})
  return {
    name: 'report',
    title: `${events.toLocaleString('en')} events of ${String(hours)} h, ${String(mib)} MiB, to a report; the others answer one question about it`,
    unit: 'CPU s',
    amount: {count: events, of: 'events'},
    contenders: [
      ...lab.ours(ENGINE, ['report', '-o', 'json', '--no-builtin-rules', log]),
      ...lab.ours(RULES, ['report', '-o', 'json', log]),
      ...peers,
    ],
    skipped,
    comparisons: [
      over(ENGINE, DUCKDB),
      over(RULES, DUCKDB, `report with the built-in rules on ${Math.round(hours * 240).toLocaleString('en')} ticks`),
      ...peers.filter(({name}) => name !== DUCKDB).map(({name}) => over(ENGINE, name)),
    ],
  }
}

function duckDb(lab: Lab, log: string): Contender | Skipped {
  const command = askDuckDb(lab, log)
  return typeof command === 'string' ? {name: DUCKDB, why: command} : lab.program(DUCKDB, command)
}

/** The least that a reader of this question can cost, where there is a compiler. */
function scanner(lab: Lab, log: string): Contender | Skipped {
  const name = C_SCAN
  const compiler = lab.which('cc')
  if (compiler === undefined) return {name, why: 'no cc on the PATH'}
  const source = lab.file('c-scan.c', () => readFileSync('test/bench/data/c-scan.c', 'utf8'))
  const program = source.replace(/\.c$/, '')
  const {status, stderr} = spawnSync(compiler, ['-O2', '-o', program, source, '-lm'], {encoding: 'utf8'})
  return status === 0 ? lab.program(name, [program, log]) : {name, why: `cc failed: ${stderr.slice(0, 200)}`}
}
