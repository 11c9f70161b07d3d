import {existsSync, writeFileSync} from 'node:fs'
import {dirname, isAbsolute, join} from 'node:path'
import {formatWhere, PlugmonError} from '../../errors.ts'
import type {TestedFile} from '../../report/junit.ts'
import {junitXml} from '../../report/junit.ts'
import type {TestFiles, TestResult, UnitTestOptions} from '../../rules/unit-test/run.ts'
import {runUnitTests} from '../../rules/unit-test/run.ts'
import {cleanLines, cleanText} from '../../format/clean-text.ts'
import {expandGlob, isGlob} from '../../source/paths/glob.ts'
import type {Context} from '../context.ts'
import {EXIT} from '../context.ts'
import {diffExpectation} from '../diff-expectation.ts'
import {readYamlFile} from '../read-yaml-file.ts'
import {readTestLogs} from '../test-logs.ts'
import type {Run} from '../run.ts'

/** Rule files that one pattern of a test file may name. */
const MOST_RULE_FILES = 10_000

interface TestOptions {
  readonly run?: string
  readonly strict?: true
  readonly junit?: string
  readonly diff?: true
}

/** `plugmon test rules FILE…`: promtool's unit tests; 1 when one fails. */
export const testRules: Run<TestOptions> = async (paths, {run, strict, junit, diff}, context) => {
  const {stdout} = context
  const options = {run: run === undefined ? undefined : readPattern(run), strict}
  const tested: TestedFile[] = []
  for (const path of paths) {
    stdout.write(`Unit Testing:  ${cleanText(path)}\n`)
    const results = await runFile(path, options, context)
    tested.push({file: path, results})
    const failures = results.flatMap((result) => result.failures)
    if (failures.length === 0) stdout.write('  SUCCESS\n\n')
    else {
      const shown = failures.map((text) => (diff ? diffExpectation(text) : text)).join('\n')
      stdout.write(`  FAILED:\n${cleanLines(shown)}\n\n`)
    }
  }
  if (junit !== undefined) writeFileSync(junit, junitXml(tested))
  return tested.some(({results}) => results.some(({failures}) => failures.length > 0)) ? EXIT.failed : EXIT.ok
}

async function runFile(path: string, options: UnitTestOptions, context: Context): Promise<TestResult[]> {
  try {
    const logs = await readTestLogs(path, readYamlFile(path), context)
    const events: TestFiles['events'] = (log, _testFile, storage, intervalMs) => {
      for (const {labels, points} of logs.seriesOf(log, intervalMs))
        for (const {at, value} of points) storage.give(labels, at, value)
    }
    const matching: TestFiles['ruleFiles'] = (rules, testFile) => ruleFiles(rules, testFile, context)
    return runUnitTests(path, {read: readYamlFile, ruleFiles: matching, events}, options)
  } catch (error) {
    if (!(error instanceof PlugmonError)) throw error
    const where = formatWhere(error.where)
    return [{name: path, failures: [`${where === '' ? path : where}: ${error.message}`]}]
  }
}

/** A pattern that names no file is told, not failed, as by promtool: the tests may do without its rules. */
function ruleFiles(pattern: string, testFile: string, {stderr}: Context): readonly string[] {
  const path = isAbsolute(pattern) ? pattern : join(dirname(testFile), pattern)
  const found = isGlob(path) ? expandGlob(path, MOST_RULE_FILES) : [path].filter((each) => existsSync(each))
  if (found.length === 0) stderr.write(`  WARNING: no file match pattern ${cleanText(path)}\n`)
  return found
}

function readPattern(text: string): RegExp {
  try {
    return new RegExp(text)
  } catch (error) {
    throw new PlugmonError('usage', `--run: ${(error as Error).message}`, {
      cure: 'give a regular expression, such as ^slow',
    })
  }
}
