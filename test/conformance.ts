/** Runs every promtool test file of a folder and counts: `npm run conformance -- FOLDER`. Exit code 1 when a test fails. */
import {readdirSync, readFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {runUnitTests} from '../src/rules/unit-test/run.ts'

const folder = process.argv[2] ?? '.'
const say = (line: string) => process.stdout.write(`${line}\n`)
const files = {
  read: (path: string) => readFileSync(path, 'utf8'),
  ruleFiles: (name: string, testFile: string) => [join(dirname(testFile), name)],
}

let passed = 0
let failed = 0
for (const name of readdirSync(folder).sort()) {
  if (!/\.ya?ml$/.test(name)) continue
  const results = runUnitTests(join(folder, name), files)
  const failing = results.filter(({failures}) => failures.length > 0)
  passed += results.length - failing.length
  failed += failing.length
  say(`${name}: ${results.length - failing.length} of ${results.length}`)
  for (const {name: test, failures} of failing) say(`  ${test}\n${failures.join('\n')}`)
}
say(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
