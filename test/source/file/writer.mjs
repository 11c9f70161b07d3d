// Appends numbered lines to a log and rotates it, as a program of its own: `node writer.mjs FILE MANNER LINES PER_ROTATION`.
// Where a manner loses what was not read yet, it tells the reader how many lines there are, and waits for a byte on stdin.
import {
  appendFileSync,
  closeSync,
  copyFileSync,
  existsSync,
  openSync,
  readSync,
  renameSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeSync,
} from 'node:fs'

const [file, manner, lines, perRotation] = [process.argv[2], process.argv[3], +process.argv[4], +process.argv[5]]
const pause = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms)
let descriptor = openSync(file, 'a')
let rotations = 0

const reopen = () => {
  closeSync(descriptor)
  descriptor = openSync(file, 'a')
}
const shift = () => {
  for (let number = 20; number > 0; number--) {
    if (existsSync(`${file}.${number}`)) renameSync(`${file}.${number}`, `${file}.${number + 1}`)
  }
  renameSync(file, `${file}.1`)
}
const waitForReader = (number) => {
  writeSync(1, `${number}\n`)
  readSync(0, Buffer.alloc(1))
}
const line = (number) => `{"n":${number},"pad":"${'x'.repeat(number % 90)}"}\n`

const rotate = {
  rename: () => {
    shift()
    reopen()
  },
  // The new file is there before the writer lets go of the old one.
  'late-writer': (number) => {
    shift()
    closeSync(openSync(file, 'a'))
    for (let late = 0; late < 5; late++) {
      writeSync(descriptor, line(number + late))
      pause(20)
    }
    reopen()
    return 5
  },
  // Only one old file is kept.
  'rename-unlink': (number) => {
    waitForReader(number)
    renameSync(file, `${file}.1`)
    reopen()
  },
  dated: () => {
    renameSync(file, file.replace(/\.log$/, `-202611${String(10 + rotations)}.log`))
    reopen()
  },
  copytruncate: (number) => {
    waitForReader(number)
    copyFileSync(file, `${file}.1`)
    truncateSync(file, 0)
    reopen()
  },
  // Grows past the old size at once: only the contents tell.
  regrow: (number) => {
    waitForReader(number)
    let text = ''
    for (let more = 0; more < perRotation * 2; more++) text += line(number + more)
    truncateSync(file, 0)
    appendFileSync(file, text)
    reopen()
    return perRotation * 2
  },
  delete: (number) => {
    waitForReader(number)
    unlinkSync(file)
    pause(30)
    reopen()
  },
  // Of two switches between two looks nobody can know the file between.
  symlink: (number) => {
    waitForReader(number)
    const target = `${file}.target-${rotations}`
    symlinkSync(target, `${file}.new`)
    renameSync(`${file}.new`, file)
    reopen()
  },
}[manner]

let number = 0
while (number < lines) {
  writeSync(descriptor, line(number++))
  if (number % 20 === 0) pause(2)
  if (number % perRotation === 0 && number < lines) {
    rotations++
    number += rotate(number) ?? 0
  }
}
waitForReader(number)
