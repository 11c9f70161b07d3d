import {defineConfig} from 'vitest/config'
import {assemblyForTests} from './build/assembly.mjs'
import {preparedForTests} from './build/prepared.mjs'

const results = process.env['PLUGMON_TEST_RESULTS']

export default defineConfig({
  plugins: [assemblyForTests, preparedForTests],
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    reporters: [
      process.env['CI'] ? 'default' : 'dot',
      ...(results ? [['json', {outputFile: results}] as ['json', {outputFile: string}]] : []),
    ],
    // The monitor's own variables must not change what a test sees.
    env: {TZ: 'UTC', FORCE_COLOR: ''},
  },
})
