import {EventEmitter} from 'node:events'
import {openSync} from 'node:fs'
import {AT, FULL} from '../../helpers/snapshot-fixture.ts'
import type {Snapshot} from '../../../src/snapshot.ts'
import {startScreen} from '../../../src/ui/screen.tsx'
import type {Contender, Race} from '../contender.ts'
import type {Lab} from '../lab.ts'
import {task} from '../run-task.ts'

/** Frames of the screen, each of a snapshot in which a third of the plugins and all counters have changed. */
export function raceScreen({isQuick}: Lab): Race {
  const frames = isQuick ? 20 : 100
  return {
    name: 'screen',
    title: 'one frame, a third of the rows changed',
    unit: 'CPU ms',
    comparisons: [{what: 'a frame of 120×40', of: 'frame of 120×40', over: ['JSON.stringify of the snapshot']}],
    contenders: [
      task('JSON.stringify of the snapshot', {times: frames}, () => JSON.stringify(later(1))),
      drawing(80, 24, frames),
      drawing(120, 40, frames),
      drawing(200, 60, frames),
    ],
  }
}

function drawing(columns: number, rows: number, frames: number): Contender {
  const fd = openSync('/dev/null', 'w')
  const output = Object.assign(new EventEmitter(), {columns, rows, isTTY: true, fd, write: () => true})
  const input = Object.assign(new EventEmitter(), {
    isTTY: true,
    setRawMode: () => input,
    pause: () => input,
    resume: () => input,
  })
  let frame = 0
  const source = {subscribe: () => () => undefined, getSnapshot: () => later(frame)}
  const name = `frame of ${String(columns)}×${String(rows)}`
  const draw = task(name, {times: frames}, async () => {
    frame++
    // A key is drawn at once, without waiting for the clock of frames; this one changes nothing.
    input.emit('data', 'g')
    await new Promise((resolve) => setImmediate(resolve))
  })
  return {
    name,
    async run() {
      const ended = startScreen({
        source,
        color: 'always',
        input: input as unknown as NodeJS.ReadStream,
        output: output as unknown as NodeJS.WriteStream & {fd: number},
        now: () => AT + 300,
        offsetMinutes: () => 0,
      })
      const cost = await draw.run()
      input.emit('data', '\x03')
      await ended
      return cost
    },
  }
}

function later(frame: number): Snapshot {
  const wobble = (index: number): number => ((frame * 7 + index * 13) % 29) / 29
  return {
    ...FULL,
    at: AT + frame * 250,
    totals: {...FULL.totals, events: FULL.totals.events + frame * 300, loaded: 190 + (frame % 9)},
    plugins: FULL.plugins.map((plugin, index) =>
      index % 3 === 0 ? {...plugin, cpuRatio: wobble(index), errorsPerMinute: wobble(index + 1)} : plugin,
    ),
  }
}
