import {defineConfig} from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    reporters: process.env['CI'] ? ['default'] : ['dot'],
    // The monitor's own variables must not change what a test sees.
    env: {TZ: 'UTC', FORCE_COLOR: ''},
  },
})
