import {formatWhere, PlugmonError} from '../../errors.ts'
import type {Expr} from '../../promql/ast.ts'
import {runExprTest} from './expr-test.ts'
import {loadGroups} from './load-groups.ts'
import {runTicks} from './run-ticks.ts'
import {roundsUnlikeGo} from './rounds-unlike-go.ts'
import {parseMetric} from './metric-text.ts'
import {readTestFile, type TestFile, type TestGroup} from './test-file.ts'
import {createTestStorage, type TestStorage} from './test-storage.ts'

/** Where test files find what they name. */
export interface TestFiles {
  /** The text of a file; throws PlugmonError when it cannot be read. */
  read(path: string): string
  /** The rule files that a pattern in `testFile` names, relative to that file's folder. */
  ruleFiles(pattern: string, testFile: string): readonly string[]
  /** Adds the series that a log's events make, sampled every `intervalMs`; absent where a test file may name no log. */
  events?(path: string, testFile: string, storage: TestStorage, intervalMs: number): void
}

/** How tests are run. */
export interface UnitTestOptions {
  /** Only the tests whose name matches. */
  readonly run?: RegExp | undefined
  /** Compare all values as promtool does; otherwise those to twelve digits that V8 rounds unlike Go. */
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
  const rulePaths = testFile.ruleFiles.flatMap((pattern) => files.ruleFiles(pattern, file))
  const results: TestResult[] = []
  testFile.tests.forEach((test, index) => {
    if (options.run !== undefined && !options.run.test(test.name)) return
    const name = test.name || `unnamed#${index}`
    results.push({name, failures: failuresOf(() => runTest(test, testFile, rulePaths))})
  })
  return results

  function runTest(test: TestGroup, whole: TestFile, paths: readonly string[]): string[] {
    const storage = loadSeries(test)
    const evaluation = {defaultStepMs: whole.evaluationIntervalMs}
    const groups = loadGroups(paths, files.read, whole.groupEvalOrder)
    const {failures, isBroken} = runTicks(test, groups, storage, evaluation)
    if (isBroken) return failures
    const isTolerant = options.strict !== true
    const isRecordedUnlikeGo = groups.some(({rules}) => rules.some(({expr}) => roundsUnlikeGo(expr)))
    const exactnessOf = (expr: Expr) => {
      if (isTolerant && (isRecordedUnlikeGo || roundsUnlikeGo(expr))) return 'tolerant'
      return whole.fuzzyCompare ? 'fuzzy' : 'exact'
    }
    return [...failures, ...test.exprTests.flatMap((each) => runExprTest(each, storage, evaluation, exactnessOf) ?? [])]
  }

  function loadSeries({inputSeries, intervalMs, events}: TestGroup): TestStorage {
    const storage = createTestStorage()
    for (const {series, values} of inputSeries) storage.load(parseMetric(series), values, intervalMs)
    if (events !== '') files.events?.(events, file, storage, intervalMs)
    return storage
  }
}

/** A test that cannot be run has failed. */
function failuresOf(run: () => string[]): string[] {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof PlugmonError)) throw error
    const where = formatWhere(error.where)
    return [where === '' ? error.message : `${where}: ${error.message}`]
  }
}
