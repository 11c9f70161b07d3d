import {createMonitor} from '../monitor/monitor.ts'
import type {AlertingOptions} from '../monitor/alerting.ts'
import type {Monitor} from '../monitor/monitor.ts'
import type {Context} from './context.ts'
import {instantMs} from './instant.ts'
import {loadAlerting} from './load-alerting.ts'
import {localZone} from './local-zone.ts'
import type {OpenedSources} from './open-sources.ts'
import {tuneForBatch} from './tune-for-batch.ts'

/** A monitor over what was opened, with the settings in force; `rules` in place of those that they name. */
export async function startMonitor(
  {sources, arrivals, newestMs}: OpenedSources,
  {settings, now}: Context,
  {isLive, rules}: {readonly isLive: boolean; readonly rules?: AlertingOptions},
): Promise<Monitor> {
  const alerting = rules ?? (await loadAlerting(settings))
  if (!isLive) tuneForBatch(alerting.groups.length > 0)
  return createMonitor({
    sources,
    arrivals,
    rules: alerting,
    now,
    isLive,
    latenessMs: settings.lateness,
    seriesCap: settings['series-cap'],
    sinceMs: instantMs(settings.since, newestMs ?? now()),
    untilMs: instantMs(settings.until, newestMs ?? now()),
    zone: localZone,
    summaryIntervalMs: settings['summary-interval'],
  })
}
