import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'

/** Whether a promtool of the version that plugmon follows is on the PATH; says so when tests are skipped for want of it. */
export const hasPromtool = ((): boolean => {
  const found = spawnSync('promtool', ['--version'], {encoding: 'utf8'})
  const isThere = found.status === 0 && /version 3\.5\./.test(found.stdout)
  if (!isThere) process.stderr.write('skipped: needs promtool 3.5 on the PATH\n')
  return isThere
})()

/** Runs promtool over files of these names and contents, in a folder of its own; gives everything that it prints. */
export function promtool(
  args: readonly string[],
  files: Readonly<Record<string, string>>,
): {text: string; status: number} {
  const folder = mkdtempSync(join(tmpdir(), 'plugmon-promtool-'))
  try {
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    const result = spawnSync('promtool', args, {cwd: folder, encoding: 'utf8', maxBuffer: 64 * 2 ** 20})
    return {text: result.stdout + result.stderr, status: result.status ?? -1}
  } finally {
    rmSync(folder, {recursive: true})
  }
}
