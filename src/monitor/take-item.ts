import {createDecoder} from '../decode/create-decoder.ts'
import type {SourceItem} from '../source/source.ts'
import type {Lane} from './lane.ts'
import {load, reject} from './lane.ts'

/** Takes one step of a source: decodes a block into the lane's batch, or notes what has happened. True when its connection changed. */
export function takeItem(lane: Lane, item: SourceItem, now: number): boolean {
  switch (item.kind) {
    case 'block':
      lane.place = item.place
      lane.lastReceivedAt = now
      load(lane, (decoder) => decoder.decode(item.bytes, item.line, now))
      item.lines = lane.batch.lines
      return false
    case 'state':
      lane.state = item.state
      lane.text = item.text
      return true
    case 'note':
      lane.notes[item.note] = (lane.notes[item.note] ?? 0) + 1
      lane.place = item.place
      if (item.note === 'insecure') lane.isInsecure = true
      if (item.note === 'line-too-long')
        reject(lane, {reason: 'too-long', detail: item.text, line: item.line ?? 0, text: ''})
      return false
    case 'introduction':
      nameBy(lane, item.bytes)
      return false
    case 'dropped':
      lane.dropped += item.count
      if (item.level !== undefined)
        lane.droppedByLevel[item.level] = (lane.droppedByLevel[item.level] ?? 0) + item.count
      return false
    case 'caught-up':
      lane.isCaughtUp = true
      return false
  }
}

/** Names a lane by the `hello` at the head of its log, so that its series are the same wherever reading begins. */
function nameBy(lane: Lane, bytes: Uint8Array): void {
  const batch = createDecoder().decode(bytes, 0, 0)
  for (let index = 0; index < batch.length; index++) {
    const event = batch.at(index)
    if (event.type !== 'hello') continue
    lane.host = event.host
    lane.instance = event.instance ?? event.host
    lane.isNamedByHost = true
  }
}
