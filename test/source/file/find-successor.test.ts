import {mkdtempSync, rmSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, onTestFinished, test} from 'vitest'
import {findSuccessor} from '../../../src/source/file/find-successor.ts'
import {findFile} from '../../../src/source/file/identity.ts'
import type {Segment} from '../../../src/source/file/segment.ts'

/** Files of one log with the second at which each was last written to; which of them follows the one that was read? */
test.each([
  {
    name: 'logrotate shifts names: the lowest number is the newest',
    files: {'x.log.3': 1, 'x.log.2': 5, 'x.log.1': 9, 'x.log': 12},
    read: 'x.log.2',
    next: 'x.log.1',
  },
  {
    name: 'a counter goes up: the highest number is the newest',
    files: {'x.log.1': 5, 'x.log.2': 9, 'x.log': 12},
    read: 'x.log.1',
    next: 'x.log.2',
  },
  {
    name: 'a counter goes up past files of before',
    files: {'x.log.1': 1, 'x.log.2': 5, 'x.log.3': 9, 'x.log': 12},
    read: 'x.log.2',
    next: 'x.log.3',
  },
  {
    name: 'only the log itself is left',
    files: {'x.log.1': 5, 'x.log.2': 3, 'x.log': 12},
    read: 'x.log.1',
    next: 'x.log',
  },
])('$name', ({files, read, next}) => {
  const folder = mkdtempSync(join(tmpdir(), 'plugmon-successor-'))
  onTestFinished(() => {
    rmSync(folder, {recursive: true})
  })
  for (const [file, second] of Object.entries(files)) {
    writeFileSync(join(folder, file), file)
    utimesSync(join(folder, file), second, second)
  }
  const path = join(folder, read)
  const current = {...findFile(path)!, path: join(folder, 'x.log')} as unknown as Segment
  const found = findSuccessor(join(folder, 'x.log'), current, (file) => file.path === path)
  expect(found?.path).toBe(join(folder, next))
})
