import {PlugmonError} from '../../errors.ts'
import {runExprTest} from './expr-test.ts'
import {parseMetric} from './metric-text.ts'
import {readTestFile, type TestFile, type TestGroup} from './test-file.ts'
import {createTestStorage, type TestStorage} from './test-storage.ts'

/** Where test files find what they name. */
export interface TestFiles {
  /** The text of a file; throws PlugmonError when it cannot be read. */
  read(path: string): string
  /** The rule files that a pattern in `testFile` names, relative to that file's folder. */
  ruleFiles(pattern: string, testFile: string): readonly string[]
}

/** How tests are run. */
export interface UnitTestOptions {
  /** Only the tests whose name matches. */
  readonly run?: RegExp | undefined
  /** Compare values exactly instead of to twelve digits. */
  readonly strict?: boolean | undefined
}

/** The outcome of one test of a file. */
export interface TestResult {
  /** As it is named in the file, or `unnamed#INDEX`. */
  readonly name: string
  /** promtool's messages; empty: passed. */
  readonly failures: readonly string[]
}

/** Runs the tests of a file as promtool does. Throws bad-test where the file itself is broken. */
export function runUnitTests(file: string, files: TestFiles, options: UnitTestOptions = {}): TestResult[] {
  const testFile = readTestFile(files.read(file), file)
  const results: TestResult[] = []
  testFile.tests.forEach((group, index) => {
    if (options.run !== undefined && !options.run.test(group.name)) return
    const name = group.name || `unnamed#${index}`
    results.push({name, failures: runGroup(group, testFile, options)})
  })
  return results
}

function runGroup(group: TestGroup, testFile: TestFile, {strict = false}: UnitTestOptions): string[] {
  try {
    const storage = loadSeries(group)
    const {evaluationIntervalMs} = testFile
    const lastTime = Math.max(0, ...group.alertTests.map(evalTime), ...group.exprTests.map(evalTime))
    storage.revealUntil(lastTime - (lastTime % evaluationIntervalMs))
    const evaluation = {defaultStepMs: evaluationIntervalMs}
    return group.exprTests.flatMap((test) => runExprTest(test, storage, evaluation, strict) ?? [])
  } catch (error) {
    if (error instanceof PlugmonError) return [error.message]
    throw error
  }
}

function evalTime({evalTimeMs}: {readonly evalTimeMs: number}): number {
  return evalTimeMs
}

function loadSeries({inputSeries, intervalMs}: TestGroup): TestStorage {
  const storage = createTestStorage()
  for (const {series, values} of inputSeries) {
    storage.load(parseMetric(series), values, intervalMs)
  }
  return storage
}
