import type {Monitor} from '../monitor/monitor.ts'
import type {RuleGroup} from '../rules/rule.ts'
import type {Change} from '../change.ts'
import type {Context} from './context.ts'
import {PlugmonError} from '../errors.ts'
import {openSources} from './open-sources.ts'
import {startMonitor} from './start-monitor.ts'
import {listenForStop} from './stop-signal.ts'

/** How much of a log is kept for questions: a month, counted from its end. */
const KEPT_MS = 31 * 86_400_000

/** A log that was read to its end, with everything that was sampled. */
export interface ReadLog {
  readonly monitor: Monitor
  /** Time of the first and of the newest event. */
  readonly from: number
  readonly to: number
  /** The last tick, the end of what was sampled. */
  readonly lastTickAt: number
}

/**
 * Reads sources to their end with everything sampled kept, and these rules evaluated on the way.
 * @throws PlugmonError `unavailable` when there is no event in them, or reading was stopped.
 */
export async function readLog(
  args: readonly string[],
  context: Context,
  options: {readonly groups: readonly RuleGroup[]; readonly onChange?: (change: Change) => void},
): Promise<ReadLog> {
  const monitor = await startMonitor(await openSources(args, context, {follow: false}), context, {
    isLive: false,
    rules: {groups: options.groups, intervalMs: context.settings.interval, retentionMs: KEPT_MS},
  })
  if (options.onChange !== undefined) monitor.onChange(options.onChange)
  const stop = listenForStop({isInPipe: args.includes('-')})
  await monitor.run(stop.signal)
  if (stop.exitCode !== undefined) throw new PlugmonError('unavailable', 'stopped before the end of the log')
  const {at, period} = monitor.getSnapshot('start')
  if (period === undefined)
    throw new PlugmonError('unavailable', 'there is no event in the log', {
      cure: 'plugmon report shows what was rejected, and why',
    })
  return {monitor, ...period, lastTickAt: at}
}
