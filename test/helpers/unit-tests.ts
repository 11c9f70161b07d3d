import {type TestResult, runUnitTests, type UnitTestOptions} from '../../src/rules/unit-test/run.ts'

/** Runs a test file given as text, with its rule files beside it by name. */
export function runTests(
  text: string,
  rules: Readonly<Record<string, string>> = {},
  options: UnitTestOptions = {},
): TestResult[] {
  const files = {
    read: (path: string) => (path === 'test.yml' ? text : rules[path]!),
    ruleFiles: (name: string) => [name],
  }
  return runUnitTests('test.yml', files, options)
}

/** The outcome of each expression of promtool's messages: the samples that it gave, or the error. */
export function answersIn(messages: string): Map<string, string> {
  const answers = new Map<string, string>()
  let asked = ''
  for (const line of messages.split('\n')) {
    const head = /^ +expr: (".*"), time: (.*?),(?: err: (.*))?$/.exec(line)
    if (head !== null) {
      asked = `${head[1]} ${head[2]}`
      if (head[3] !== undefined) answers.set(asked, `err: ${head[3]}`)
    }
    const got = /^ +got: (.*)$/.exec(line)
    if (got !== null) answers.set(asked, got[1]!)
  }
  return answers
}
