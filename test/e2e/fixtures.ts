import {readFileSync} from 'node:fs'
import {resolve} from 'node:path'

/**
 * Twenty minutes of `plugmon demo` (the story, seed 7, ten plugins) with most of the talk taken out: every span, state and error is there,
 * one in sixteen DEBUG lines, one in eight INFO, one in four WARNING and usage.
 */
export const STORY = resolve('test/fixtures/hosts/story.jsonl')

/** The lines of the story. */
export const STORY_LINES: readonly string[] = readFileSync(STORY, 'utf8').trimEnd().split('\n')

/** A log of so many events, one a second, of which every tenth is a load that failed. */
export function plainLog(count: number, from = Date.parse('2026-11-22T10:00:00Z')): string[] {
  return Array.from({length: count}, (_, index) => {
    const time = new Date(from + index * 1_000).toISOString()
    return JSON.stringify(
      index % 10 === 9
        ? {v: 1, time, type: 'error', plugin_name: 'auth', error_type: 'IOError', message: `number ${index}`}
        : {v: 1, time, type: 'log', level: 'INFO', message: `number ${index}`},
    )
  })
}
