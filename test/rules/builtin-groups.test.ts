import {readFileSync} from 'node:fs'
import {expect, test} from 'vitest'
import {builtinGroups} from '../../src/rules/builtin.ts'
import {parseRuleFile} from '../../src/rules/parse-rule-file.ts'

test('the groups that were read when the package was built are what the reader makes of their file', () => {
  const text = readFileSync(new URL('../../src/rules/builtin.yml', import.meta.url), 'utf8')
  expect(builtinGroups).toHaveLength(2)
  expect(builtinGroups).toEqual(parseRuleFile(text, 'builtin.yml').groups)
})
