/** `npm run bench`: what plugmon costs beside the tools that one would take otherwise, measured in the same minutes. */
import {readFileSync, writeFileSync} from 'node:fs'
import {cpus} from 'node:os'
import {parseArgs} from 'node:util'
import type {Race} from './contender.ts'
import {holdRace, type Result} from './hold-race.ts'
import {openLab, type Lab} from './lab.ts'
import {printResult} from './print/print-result.ts'
import {printSummary, summaryMarkdown} from './print/summary.ts'
import {raceDialects} from './races/dialects.ts'
import {raceDecoding} from './races/decoding.ts'
import {raceEngine} from './races/engine.ts'
import {raceGzip} from './races/gzip.ts'
import {raceIdle} from './races/idle.ts'
import {raceLive} from './races/live.ts'
import {raceMemory} from './races/memory.ts'
import {raceRecording} from './races/recording.ts'
import {raceReport} from './races/report.ts'
import {raceRules} from './races/rules.ts'
import {raceScreen} from './races/screen.ts'
import {raceSince} from './races/since.ts'
import {raceTail} from './races/tail.ts'
import {raceWindows} from './races/windows.ts'

const RACES: Readonly<Record<string, (lab: Lab) => Promise<Race> | Race>> = {
  report: raceReport,
  memory: raceMemory,
  since: raceSince,
  gzip: raceGzip,
  dialects: raceDialects,
  live: raceLive,
  tail: raceTail,
  idle: raceIdle,
  windows: raceWindows,
  rules: raceRules,
  decoding: raceDecoding,
  recording: raceRecording,
  engine: raceEngine,
  screen: raceScreen,
}

const HELP = `npm run bench -- [--quick] [--only NAME]… [--rounds N] [--offline] [--against FOLDER] [--json FILE]
npm run bench -- --markdown FILE

  --quick           less data and fewer rounds
  --only NAME       one of ${Object.keys(RACES).join(', ')}; may be given again
  --rounds N        how often each contender runs (default: 5, quick: 3); what takes minutes runs twice
  --offline         install nothing: leaves DuckDB out
  --against FOLDER  another checkout of plugmon, built: runs beside this one
  --json FILE       the results as JSON
  --markdown FILE   measures nothing: the summary of such a JSON file as a Markdown table
`

/** What --json writes. */
interface Document {
  readonly schema: 'plugmon.bench/1'
  readonly at: string
  readonly machine: string
  readonly isQuick: boolean
  readonly results: readonly Result[]
}

function readOptions() {
  return parseArgs({
    options: {
      quick: {type: 'boolean', default: false},
      only: {type: 'string', multiple: true, default: Object.keys(RACES)},
      rounds: {type: 'string'},
      offline: {type: 'boolean', default: false},
      against: {type: 'string'},
      json: {type: 'string'},
      markdown: {type: 'string'},
      help: {type: 'boolean', default: false},
    },
  }).values
}

async function main(): Promise<void> {
  let values
  try {
    values = readOptions()
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`)
    process.exitCode = 2
    return
  }
  const unknown = values.only.find((name) => RACES[name] === undefined)
  if (values.help || unknown !== undefined) {
    process.stdout.write(unknown === undefined ? HELP : `no benchmark is called ${unknown}\n\n${HELP}`)
    process.exitCode = unknown === undefined ? 0 : 2
    return
  }
  if (values.markdown !== undefined) {
    const {at, machine, results} = JSON.parse(readFileSync(values.markdown, 'utf8')) as Document
    process.stdout.write(`${at.slice(0, 10)}, ${machine}:\n\n${summaryMarkdown(results)}`)
    return
  }
  const at = new Date().toISOString()
  const machine = `${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`
  process.stdout.write(`${at.slice(0, 10)}, ${machine}\n\n`)
  const lab = openLab({isQuick: values.quick, isOffline: values.offline, against: values.against})
  const rounds = Number(values.rounds ?? (values.quick ? 3 : 5))
  const results: Result[] = []
  for (const name of values.only) {
    progress(`${name}: preparing`)
    const result = await holdRace(await RACES[name]!(lab), rounds, progress)
    progress('')
    results.push(result)
    process.stdout.write(`${printResult(result)}\n`)
    if (values.json === undefined) continue
    // After each race, so that a run that is stopped leaves what it has measured.
    const document: Document = {schema: 'plugmon.bench/1', at, machine, isQuick: values.quick, results}
    writeFileSync(values.json, `${JSON.stringify(document, undefined, 2)}\n`)
  }
  process.stdout.write(printSummary(results))
}

/** What is running now, on a line of its own that the next one overwrites. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
}

await main()
