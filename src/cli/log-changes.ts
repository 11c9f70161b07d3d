import {createWriteStream} from 'node:fs'
import type {Monitor} from '../monitor/monitor.ts'
import {changeLine} from '../report/change-line.ts'

/** Appends every change but the summaries to a file, in lines for people; a file that cannot be written is left alone. Gives the way to stop. */
export function logChanges(monitor: Monitor, path: string): () => void {
  const stream = createWriteStream(path, {flags: 'a'})
  stream.on('error', () => undefined)
  monitor.onChange((change) => {
    if (change.type !== 'summary' && stream.writable) stream.write(changeLine(change, 'text'))
  })
  return () => {
    stream.end()
  }
}
