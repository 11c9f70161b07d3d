import {spawn, spawnSync, type ChildProcess} from 'node:child_process'
import {resolve} from 'node:path'

const environment = {...process.env, PYTHONPATH: resolve('src/host/python'), PYTHONDONTWRITEBYTECODE: '1'}

/** What a test that needs Python says when there is none; empty when there is. */
export const withoutPython = spawnSync('python3', ['-c', 'pass']).status === 0 ? '' : 'skipped: needs python3'

/** A Python program that imports `plugmon_host` from the package; `arguments_` are `-c CODE` or a file and what it takes. */
export function startPython(arguments_: readonly string[]): {
  child: ChildProcess
  /** The first line that it prints. */
  firstLine: Promise<string>
  /** Its exit code and all it printed. */
  ended: Promise<{code: number | null; stdout: string; stderr: string}>
} {
  const child = spawn('python3', arguments_, {env: environment, stdio: ['pipe', 'pipe', 'pipe']})
  let stdout = ''
  let stderr = ''
  child.stderr.on('data', (data) => (stderr += data))
  const firstLine = new Promise<string>((resolveLine) => {
    child.stdout.on('data', (data) => {
      stdout += data
      if (stdout.includes('\n')) resolveLine(stdout.slice(0, stdout.indexOf('\n')))
    })
  })
  const ended = new Promise<{code: number | null; stdout: string; stderr: string}>((resolveEnd) => {
    child.on('close', (code) => resolveEnd({code, stdout, stderr}))
  })
  return {child, firstLine, ended}
}
