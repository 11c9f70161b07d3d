import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {onTestFinished} from 'vitest'

/** A fresh folder that goes when the test ends; a concurrent test gives its own `onFinished`. */
export function makeFolder(onFinished = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'plugmon-source-'))
  onFinished(() => rmSync(folder, {recursive: true, force: true}))
  return folder
}
