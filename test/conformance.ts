import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import {runUnitTests} from '../src/rules/unit-test/run.ts'

const folder = process.argv[2] ?? '.'
let passed = 0
let failed = 0
for (const name of readdirSync(folder)
  .filter((n) => n.endsWith('.yml'))
  .sort()) {
  const results = runUnitTests(join(folder, name), {read: (p) => readFileSync(p, 'utf8'), ruleFiles: () => []})
  const bad = results.filter((r) => r.failures.length > 0)
  passed += results.length - bad.length
  failed += bad.length
  console.log(`${name}: ${results.length - bad.length} passed, ${bad.length} failed`)
  for (const {name: n, failures} of bad) console.log(`  ${n}\n${failures.join('\n')}`)
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
