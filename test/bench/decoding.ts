import {createDecoder} from '../../src/decode/create-decoder.ts'
import {createScenario} from '../../src/source/demo/create-scenario.ts'
import type {Contender, Race} from './contender.ts'
import type {Lab} from './lab.ts'
import {task} from './run-task.ts'

const START = Date.UTC(2026, 0, 1)
/** Lines a block, about what a file source gives. */
const LINES_A_BLOCK = 4_096

/** Lines to events: the native protocol, a JSON dialect and text, against JSON.parse of the native lines alone. */
export function raceDecoding({isQuick}: Lab): Race {
  const count = isQuick ? 20_000 : 100_000
  const native = lines(count)
  const pino = native.map((_, index) =>
    JSON.stringify({
      level: 30 + (index % 3) * 10,
      time: START + index,
      pid: 7,
      hostname: 'h',
      msg: `request ${String(index)} done`,
    }),
  )
  const text = native.map((_, index) => {
    const time = new Date(START + index).toISOString().slice(0, 23).replace('T', ' ').replace('.', ',')
    return `${time} - plugin_manager - INFO - Plugin 'plugin_${String(index % 200)}' loaded successfully`
  })
  return {
    name: 'decoding',
    title: `${count.toLocaleString('en')} lines to events`,
    unit: 'CPU ms',
    amount: {count, of: 'lines'},
    contenders: [
      task('JSON.parse of native lines', 1, () => native.forEach((line) => void JSON.parse(line))),
      decoding('native', native),
      decoding('pino', pino),
      decoding("text of Python's logging", text),
    ],
  }
}

function lines(count: number): string[] {
  const result: string[] = []
  for (const {line} of createScenario('bench', {seed: 1}).events(START, Infinity)) {
    if (result.push(line) === count) break
  }
  return result
}

function decoding(name: string, source: readonly string[]): Contender {
  const blocks: Buffer[] = []
  for (let from = 0; from < source.length; from += LINES_A_BLOCK) {
    blocks.push(Buffer.from(`${source.slice(from, from + LINES_A_BLOCK).join('\n')}\n`))
  }
  return task(name, 1, () => {
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
