import {readFileSync} from 'node:fs'
import {describe, expect, test} from 'vitest'
import {PLUGMON, start} from '../helpers/run-plugmon.ts'
import {until} from '../host/until.ts'

interface Command {
  readonly line: string
  /** It runs until somebody stops it: said by the comment `# background`. */
  readonly isBackground: boolean
  /** Said by a comment such as `# exit 10`. */
  readonly exitCode: number
}

/** The command lines of the README's sh blocks, but those that install the package. */
function commandsIn(text: string): Command[] {
  const blocks = [...text.matchAll(/^```sh\n([^]*?)^```/gm)].map(([, block]) => block!)
  const lines = blocks.flatMap((block) => block.replaceAll('\\\n', ' ').split('\n'))
  return lines
    .filter((line) => line.trim() !== '' && !line.startsWith('#') && !line.startsWith('npm ci'))
    .map((line) => {
      const [command = '', comment = ''] = line.split(/ +# /)
      return {
        line: command,
        isBackground: comment.startsWith('background'),
        exitCode: Number(/exit (\d+)/.exec(comment)?.[1] ?? 0),
      }
    })
}

/** Runs a line in a shell. */
function startLine(line: string) {
  return start(['/bin/sh', '-c', line.replaceAll('npx plugmon', `'${process.execPath}' '${PLUGMON}'`)])
}

const commands = commandsIn(readFileSync('README.md', 'utf8'))

test('there are commands of every kind', () => {
  const lines = commands.map(({line}) => line).join('\n')
  for (const word of ['watch', 'report', 'demo', 'config']) expect(lines).toContain(`npx plugmon ${word}`)
})

describe('every command of the README does what it says', () => {
  test.each(commands.filter(({isBackground}) => !isBackground))('$line: exit $exitCode', async ({line, exitCode}) => {
    const {child, ended} = startLine(line)
    child.stdin.end()
    const {code, stdout, stderr} = await ended
    expect({code, stderr}).toEqual({code: exitCode, stderr: expect.not.stringContaining('unexpected')})
    if (!line.includes('--out')) expect(stdout).not.toBe('')
  })

  test.each(commands.filter(({isBackground}) => isBackground))('$line: runs until Ctrl-C', async ({line}) => {
    const {output, ended, signalAll} = startLine(line)
    await until('a sign of life', () => output.stdout + output.stderr !== '', 20_000)
    expect(output.stderr).not.toMatch(/^plugmon: /m)
    signalAll('SIGINT')
    const {code, stdout, stderr} = await ended
    expect([0, 130, 'SIGINT']).toContain(code)
    expect(stdout + stderr).not.toContain('unexpected')
  })
})
