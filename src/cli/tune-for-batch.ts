import {getHeapSpaceStatistics, setFlagsFromString} from 'node:v8'

/** The versions of Node whose V8 knows the flags: another one would complain on every run. Later ones have a compiler in between, and gain nothing. */
const LAST_KNOWN = 21

/** New objects get so many times the room that they begin with, 4 MB or, beside rules, which take room of their own, 2 MB. */
const GROWTH = 8
const GROWTH_WITH_RULES = 4
/** Many times what must be kept for it. */
const MOST_KEPT = 200
const KEPT_NUMBERS = 4_000

/**
 * Tells V8 that a log is about to be read to its end, by a program that does the same few things millions of times: functions are
 * optimised later and with less of others in them, so that fewer are optimised in vain. That saves an eighth of the CPU time of 2 million
 * events, and a quarter of that of 20,000. A screen, which does little but for long, is better off without.
 *
 * New objects get more room than bin/plugmon.js grants, so that they are collected less often: that saves a tenth of the CPU time where
 * little is kept. With yet more nothing is gained.
 */
export function tuneForBatch(hasRules: boolean): void {
  if (Number(process.versions.node.split('.')[0]) > LAST_KNOWN) return
  setFlagsFromString('--interrupt-budget=400000')
  setFlagsFromString('--max-inlined-bytecode-size-cumulative=500')
  growNewSpace(hasRules ? GROWTH_WITH_RULES : GROWTH)
}

/** V8 makes the room larger, once, when enough of what lies there has stayed: so something stays until it has. */
function growNewSpace(factor: number): void {
  const before = newSpaceBytes()
  const kept: unknown[] = []
  setFlagsFromString(`--semi-space-growth-factor=${String(factor)}`)
  while (newSpaceBytes() === before && kept.length < MOST_KEPT) kept.push(new Array(KEPT_NUMBERS).fill(0))
  setFlagsFromString('--semi-space-growth-factor=1')
}

function newSpaceBytes(): number {
  return getHeapSpaceStatistics().find(({space_name: name}) => name === 'new_space')?.space_size ?? 0
}
