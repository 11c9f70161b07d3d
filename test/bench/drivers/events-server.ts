/**
 * `node events-server.mjs EVENTS_PER_SECOND SECONDS`: an SSE stream of native events on a free port of the loopback, told as `{"port":N}` on
 * stdout; each reader gets so many events a second for so long, in steps of 10 ms, as fast as it takes them; then `{"sent":N}` is told.
 */
import {createServer, type ServerResponse} from 'node:http'
import type {AddressInfo} from 'node:net'
import {formatStamp} from '../../../src/source/demo/demo-event.ts'
import {nativeLog} from '../data/native-log.ts'

const STEP_MS = 10
/** Different events; then they come again. */
const EVENTS = 20_011
const STAMP_LENGTH = 27

const [perSecond = 0, seconds = 0] = process.argv.slice(2).map(Number)
const [hello = '', ...lines] = nativeLog({
  events: EVENTS,
  startMs: Date.UTC(2026, 0, 1),
  durationMs: 3_600_000,
  seed: 1,
})
/** What stands behind the time of each line. */
const rests = lines.map(restOf)
const types = lines.map((line) => /"type":"(\w+)"/.exec(line)![1]!)

function restOf(line: string): string {
  return line.slice(line.indexOf('"time":"') + '"time":"'.length + STAMP_LENGTH)
}

function frame(type: string, id: number, stamp: string, rest: string): string {
  return `event: ${type}\nid: bench:${String(id)}\ndata: {"v":1,"time":"${stamp}${rest}\n\n`
}

function stream(response: ServerResponse): void {
  response.writeHead(200, {'content-type': 'text/event-stream'})
  response.write(frame('hello', 0, formatStamp(Date.now()), restOf(hello)))
  const startedAt = performance.now()
  let sent = 0
  let isBlocked = false
  response.on('drain', () => (isBlocked = false))
  const timer = setInterval(() => {
    const elapsedMs = Math.min(performance.now() - startedAt, seconds * 1000)
    const due = Math.floor((elapsedMs * perSecond) / 1000)
    if (!isBlocked && sent < due) {
      // What had to wait still has the time at which it was due.
      let text = ''
      const now = Date.now()
      for (; sent < due; sent++) {
        const behindMs = elapsedMs - (sent * 1000) / perSecond
        const index = sent % rests.length
        text += frame(types[index]!, sent + 1, formatStamp(now - behindMs), rests[index]!)
      }
      isBlocked = !response.write(text)
    }
    if (elapsedMs < seconds * 1000 || sent < due) return
    clearInterval(timer)
    process.stdout.write(`${JSON.stringify({sent: sent + 1})}\n`)
  }, STEP_MS)
  response.on('close', () => clearInterval(timer))
}

const server = createServer((_request, response) => stream(response))
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({port: (server.address() as AddressInfo).port})}\n`)
})
