import {spawnSync} from 'node:child_process'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, test} from 'vitest'
import {runPlugmon} from '../helpers/run-plugmon.ts'
import {makeFolder} from '../source/folder.ts'

/** How each shell is asked what it offers behind a line; a word a line, with a description behind a tab or a colon. */
const ASK: Readonly<Record<string, (script: string, words: readonly string[]) => string>> = {
  bash: (script, words) => `
    source '${script}'
    COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
    COMP_CWORD=${String(words.length - 1)}
    _plugmon
    printf '%s\\n' "\${COMPREPLY[@]}"`,
  // What only zsh's line editor has is stood in for.
  zsh: (script, words) => `
    compdef() {}
    compadd() { shift; print -l -- "$@" }
    _describe() { print -l -- "\${(@P)argv[-1]}" }
    _files() { print FILES }
    source '${script}'
    words=(${words.map((word) => `'${word}'`).join(' ')})
    CURRENT=${String(words.length)}
    _plugmon`,
  fish: (script, words) => `
    source '${script}'
    complete -C '${words.join(' ')}'`,
}

const LINES = [
  {line: 'plugmon ', offers: ['watch', 'report', 'check', 'completion'], not: ['config explain', '--version']},
  {line: 'plugmon re', offers: ['report'], not: []},
  {line: 'plugmon check ', offers: ['rules', 'config'], not: ['watch', 'path']},
  {line: 'plugmon config ', offers: ['print', 'path', 'explain'], not: ['rules']},
  {line: 'plugmon completion ', offers: ['bash', 'zsh', 'fish'], not: ['watch']},
  {line: 'plugmon report -o ', offers: ['text', 'json', 'hlog'], not: ['screen', 'table']},
  {line: 'plugmon query --output ', offers: ['table', 'json', 'chart'], not: ['hlog']},
  {line: 'plugmon watch --window ', offers: ['1m', '5m', '15m', '1h'], not: ['start']},
  {line: 'plugmon check rules --', offers: ['--against', '--lint-fatal', '--help'], not: ['--since', '--window']},
  {line: 'plugmon report --no', offers: ['--no-builtin-rules'], not: []},
] as const

describe.each(Object.entries(ASK))('%s', (shell, ask) => {
  const isThere = spawnSync(shell, ['-c', 'true']).status === 0
  const script = join(makeFolder(afterAll), `plugmon.${shell}`)

  beforeAll(async () => {
    const {code, stdout, stderr} = await runPlugmon(['completion', shell], {onFinished: afterAll})
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    writeFileSync(script, stdout)
  })

  test.skipIf(!isThere).each(LINES)(
    `offers behind $line${isThere ? '' : ` (skipped: needs ${shell})`}`,
    ({line, offers, not}) => {
      const {status, stdout, stderr} = spawnSync(shell, ['-c', ask(script, line.split(' '))], {encoding: 'utf8'})
      expect({status, stderr}).toEqual({status: 0, stderr: ''})
      const offered = stdout.split('\n').map((row) => row.replace(/[\t:].*/, ''))
      // fish and zsh add the help flag of the line editor in their own ways.
      expect(offered).toEqual(expect.arrayContaining(offers.filter((word) => shell !== 'fish' || word !== '--help')))
      for (const word of not) expect(offered).not.toContain(word)
    },
  )
})

test('an unknown shell is misuse', async () => {
  const {code, stderr} = await runPlugmon(['completion', 'csh'])
  expect(code).toBe(2)
  expect(stderr).toContain('bash, zsh, fish')
})

describe('the manual page', () => {
  test('has every command and every flag of --help once', async () => {
    const {code, stdout, stderr} = await runPlugmon(['man'])
    expect({code, stderr}).toEqual({code: 0, stderr: ''})
    const text = stdout.replaceAll('\\-', '-')
    for (const command of ['watch', 'report', 'query', 'check rules', 'config explain', 'completion'])
      expect(text).toContain(`.SS "${command}`)
    for (const flag of ['--since', '--rules', '--no-builtin-rules', '--config'])
      expect(text.split('\n').filter((line) => line.startsWith(`\\fB${flag}\\fR`))).toHaveLength(1)
    expect(text.split('\n')[0]).toMatch(/^\.TH PLUGMON 1 "" "plugmon \d/)
  })

  const GROFF = 'groff'
  const isThere = spawnSync(GROFF, ['--version']).status === 0
  test.skipIf(!isThere)(`is set without a warning${isThere ? '' : ' (skipped: needs groff)'}`, async () => {
    const {stdout} = await runPlugmon(['man'])
    const options = {input: stdout, encoding: 'utf8'} as const
    const {stdout: page, stderr} = spawnSync(GROFF, ['-man', '-Tutf8', '-ww', '-k'], options)
    expect(stderr).toBe('')
    expect(page.replaceAll(/\x1b\[\d*m|.\x08/g, '')).toContain('report <sources...>')
  })
})
