import {createDecoder} from '../../../src/decode/create-decoder.ts'
import type {Contender, Race} from '../contender.ts'
import {DIALECTS, foreignLog} from '../data/foreign-logs.ts'
import {nativeLog} from '../data/native-log.ts'
import type {Lab} from '../lab.ts'
import {task} from '../run-task.ts'

const START = Date.UTC(2026, 0, 1)
/** Lines a block, about what a file source gives. */
const LINES_A_BLOCK = 4_096
const PARSE = 'JSON.parse of native lines'

/** Lines to events: the native protocol and other programs' logs, against JSON.parse of the native lines alone. */
export function raceDecoding({isQuick}: Lab): Race {
  const count = isQuick ? 20_000 : 100_000
  const native = [...nativeLog({events: count, startMs: START, durationMs: 3_600_000, seed: 1})]
  const foreign = (dialect: string) => decoding(dialect, [...foreignLog(dialect, count, START, 1)])
  return {
    name: 'decoding',
    title: `${count.toLocaleString('en')} lines to events`,
    unit: 'CPU ms',
    amount: {count, of: 'lines'},
    comparisons: [{what: 'native lines to events', of: 'native', over: [PARSE]}],
    contenders: [
      task(PARSE, {times: 1}, () => native.forEach((line) => void JSON.parse(line))),
      decoding('native', native),
      ...Object.keys(DIALECTS).map(foreign),
    ],
  }
}

function decoding(name: string, source: readonly string[]): Contender {
  const blocks: Buffer[] = []
  for (let from = 0; from < source.length; from += LINES_A_BLOCK) {
    blocks.push(Buffer.from(`${source.slice(from, from + LINES_A_BLOCK).join('\n')}\n`))
  }
  return task(name, {times: 1}, () => {
    let events = 0
    const decoder = createDecoder({
      onReject({detail}) {
        throw new Error(`a line was rejected: ${detail}`)
      },
    })
    blocks.forEach((bytes, index) => (events += decoder.decode(bytes, 1 + index * LINES_A_BLOCK, START).length))
    events += decoder.flush(START).length
    if (events < source.length)
      throw new Error(`only ${String(events)} of ${String(source.length)} lines became events`)
  })
}
