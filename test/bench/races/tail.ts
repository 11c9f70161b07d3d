import {spawn} from 'node:child_process'
import {appendFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Contender, Race} from '../contender.ts'
import type {Lab} from '../lab.ts'

/** Between two appends: longer than anything that would make one wait for the other, and no multiple of a poll. */
const GAPS_MS = [23, 41, 67, 89, 113]
/** A program that has just been started takes its time. */
const DEADLINE_MS = 20_000

/** From the append of a line to a followed file until the follower has said it: the median of many. */
export function raceTail(lab: Lab): Race {
  const appends = lab.isQuick ? 30 : 60
  const watch = ['watch', '-o', 'ndjson', '--no-builtin-rules']
  return {
    name: 'tail',
    title: `from the append of a line to what is said of it, medians of ${String(appends)} appends`,
    unit: 'ms',
    comparisons: [
      {what: 'a line appended to a followed log, until it is told', of: 'plugmon watch', over: ['tail -F']},
    ],
    contenders: [
      following(lab, 'plugmon watch', appends, (path) => [...lab.plugmon, ...watch, path]),
      following(lab, 'tail -F', appends, (path) => ['tail', '-F', path]),
    ],
  }
}

function following(lab: Lab, name: string, appends: number, command: (path: string) => readonly string[]): Contender {
  return {
    name,
    async run() {
      const path = join(lab.folder, 'followed.jsonl')
      writeFileSync(path, '')
      const [program, ...arguments_] = command(path)
      const child = spawn(program!, arguments_, {stdio: ['ignore', 'pipe', 'ignore']})
      const listener = listenTo(child.stdout)
      try {
        await say(path, 'first', listener)
        const delays: number[] = []
        for (let index = 0; index < appends; index++) {
          await new Promise((resolve) => setTimeout(resolve, GAPS_MS[index % GAPS_MS.length]))
          delays.push(await say(path, `plugin_${String(index)}_`, listener))
        }
        delays.sort((a, b) => a - b)
        return {value: delays[delays.length >> 1]!}
      } finally {
        child.kill('SIGKILL')
      }
    },
  }
}

/** Waits until a program has said a word. */
type Listener = (word: string) => Promise<void>

function listenTo(output: NodeJS.ReadableStream): Listener {
  let said = ''
  let check: (() => void) | undefined
  output.setEncoding('utf8')
  output.on('data', (text: string) => {
    said += text
    check?.()
  })
  return (word) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${word} was never heard of`)), DEADLINE_MS)
      check = () => {
        if (!said.includes(word)) return
        clearTimeout(timer)
        said = ''
        resolve()
      }
      check()
    })
}

/** Appends a change of state of a plugin; gives how many milliseconds it took until its name was heard. */
async function say(path: string, plugin: string, listener: Listener): Promise<number> {
  const event = {v: 1, time: new Date().toISOString(), type: 'state', plugin_name: plugin, new_state: 'loaded'}
  const startedAt = performance.now()
  appendFileSync(path, `${JSON.stringify(event)}\n`)
  await listener(plugin)
  return performance.now() - startedAt
}
