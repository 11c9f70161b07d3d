import {createMonitor} from '../monitor/monitor.ts'
import type {Monitor} from '../monitor/monitor.ts'
import type {Source} from '../source/source.ts'
import type {Context} from './context.ts'
import {instantMs} from './instant.ts'
import {loadAlerting} from './load-alerting.ts'
import {localZone} from './local-zone.ts'

/** A monitor over `sources` with the settings in force. `newestMs` is what "so long ago" counts from. */
export function startMonitor(
  sources: readonly Source[],
  {settings, now}: Context,
  options: {readonly isLive: boolean; readonly newestMs: number | undefined},
): Monitor {
  const {alerting, retentionMs} = loadAlerting(settings)
  return createMonitor({
    sources,
    alerting,
    retentionMs,
    now,
    isLive: options.isLive,
    intervalMs: settings.interval,
    latenessMs: settings.lateness,
    seriesCap: settings['series-cap'],
    sinceMs: instantMs(settings.since, options.newestMs ?? now()),
    untilMs: instantMs(settings.until, options.newestMs ?? now()),
    zone: localZone,
    summaryIntervalMs: settings['summary-interval'],
  })
}
