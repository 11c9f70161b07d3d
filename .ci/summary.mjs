// Prints `N passed, N failed, N skipped` from the test runner's JSON.
import {readFileSync} from 'node:fs'

const {numPassedTests, numFailedTests, numPendingTests, numTodoTests} = JSON.parse(
  readFileSync(process.argv[2], 'utf8'),
)
process.stdout.write(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests + numTodoTests} skipped\n`)
