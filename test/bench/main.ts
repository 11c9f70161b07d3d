/** `npm run bench`: what plugmon costs beside the tools that one would take otherwise, measured in the same minutes. */
import {writeFileSync} from 'node:fs'
import {cpus} from 'node:os'
import {parseArgs} from 'node:util'
import type {Race} from './contender.ts'
import {raceDecoding} from './decoding.ts'
import {raceEngine} from './engine.ts'
import {holdRace, type Result} from './hold-race.ts'
import {raceIngest} from './ingest.ts'
import {openLab, type Lab} from './lab.ts'
import {printResult} from './print-result.ts'
import {raceRules} from './rules.ts'
import {raceScreen} from './screen.ts'
import {raceTail} from './tail.ts'

const RACES: Readonly<Record<string, (lab: Lab) => Promise<Race> | Race>> = {
  rules: raceRules,
  ingest: raceIngest,
  decoding: raceDecoding,
  engine: raceEngine,
  screen: raceScreen,
  tail: raceTail,
}

const HELP = `npm run bench -- [--quick] [--only NAME]… [--rounds N] [--offline] [--against FOLDER] [--json FILE]

  --quick           less data and fewer rounds
  --only NAME       one of ${Object.keys(RACES).join(', ')}; may be given again
  --rounds N        how often each contender runs (default: 5, quick: 3)
  --offline         install nothing: leaves DuckDB out
  --against FOLDER  another checkout of plugmon, built: runs beside this one
  --json FILE       the results as JSON
`

const {values} = parseArgs({
  options: {
    quick: {type: 'boolean', default: false},
    only: {type: 'string', multiple: true, default: Object.keys(RACES)},
    rounds: {type: 'string'},
    offline: {type: 'boolean', default: false},
    against: {type: 'string'},
    json: {type: 'string'},
    help: {type: 'boolean', default: false},
  },
})

async function main(): Promise<void> {
  const unknown = values.only.find((name) => RACES[name] === undefined)
  if (values.help || unknown !== undefined) {
    process.stdout.write(unknown === undefined ? HELP : `no benchmark is called ${unknown}\n\n${HELP}`)
    process.exitCode = unknown === undefined ? 0 : 2
    return
  }
  const machine = `${String(cpus().length)} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.versions.node}`
  process.stdout.write(`${new Date().toISOString().slice(0, 10)}, ${machine}\n\n`)
  const lab = openLab({isQuick: values.quick, isOffline: values.offline, against: values.against})
  const rounds = Number(values.rounds ?? (values.quick ? 3 : 5))
  const results: Result[] = []
  for (const name of values.only) {
    const result = await holdRace(await RACES[name]!(lab), rounds, progress)
    progress('')
    results.push(result)
    process.stdout.write(`${printResult(result)}\n`)
  }
  if (values.json !== undefined) {
    const document = {schema: 'plugmon.bench/1', at: new Date().toISOString(), machine, isQuick: values.quick, results}
    writeFileSync(values.json, `${JSON.stringify(document, undefined, 2)}\n`)
  }
}

/** What is running now, on a line of its own that the next one overwrites. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`)
}

await main()
