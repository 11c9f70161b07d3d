import {LEVELS} from '../event.ts'
import {formatTime} from '../format/time.ts'
import type {Snapshot} from '../snapshot.ts'
import {alertRows, incidentRows, markRows} from './document-alerts.ts'
import {distribution, pluginRows} from './document-plugins.ts'
import {byCount, byText, ordered} from './order.ts'
import {seconds, spanSeconds} from './tidy.ts'

/**
 * A snapshot as the document of schema plugmon.report/1, which report.schema.json describes for other programs: keys and rows in a fixed order, so that two reports diff; seconds and bytes; times
 * RFC 3339; a key is undefined (and so absent from the JSON) where its value is not known. Durations are those of the whole period.
 */
export function reportDocument(snapshot: Snapshot) {
  return {
    schema: 'plugmon.report/1',
    ...summaryDocument(snapshot),
    levels: Object.fromEntries(LEVELS.map((level) => [level, snapshot.levels[level]])),
    load_time: distribution(snapshot.load.start),
    initialize_time: distribution(snapshot.initialize.start),
    discovery_time: ordered(snapshot.discoveryByDirectory, byText('directory'), byText('instance')).map((row) => ({
      directory: row.directory,
      instance: row.instance,
      ...distribution(row.start),
    })),
    plugins: pluginRows(snapshot.plugins),
    errors_by_type: ordered(snapshot.errorsByType, byCount, byText('errorType')).map(({errorType, count}) => ({
      error_type: errorType,
      count,
    })),
    failures_by_reason: ordered(snapshot.failuresByReason, byCount, byText('reason')).map(({reason, count}) => ({
      reason,
      count,
    })),
    thresholds: snapshot.thresholds.map(({metric, quantile, limit, value, count, verdict}) => ({
      metric,
      quantile,
      limit,
      value: seconds(value),
      count,
      ok: verdict === 'no-data' ? undefined : verdict === 'ok',
    })),
    alerts: alertRows(snapshot.alerts),
    incidents: incidentRows(snapshot.incidents),
    marks: markRows(snapshot.marks),
  }
}

/** The part of the document that a summary line of `watch -o ndjson` repeats. */
export function summaryDocument({period, sources, totals, engine}: Snapshot) {
  return {
    period: period && {
      from: formatTime(period.from),
      to: formatTime(period.to),
      seconds: spanSeconds(period.from, period.to),
    },
    sources: sources.map((source) => ({
      name: source.name,
      kind: source.kind,
      instance: source.instance,
      events: source.events,
      rejected: {
        total: source.rejected,
        by_reason: Object.fromEntries(ordered(Object.entries(source.rejectedByReason), byText(0))),
      },
      late: source.late,
      dropped: source.dropped,
      dropped_by_level: unlessEmpty(Object.entries(source.droppedByLevel)),
      gaps: source.gaps,
      restarts: source.restarts,
      notes: unlessEmpty(ordered(Object.entries(source.notes), byText(0))),
    })),
    totals: {
      events: totals.events,
      plugins: totals.plugins,
      loaded: totals.loaded,
      error: totals.error,
      unloaded: totals.unloaded,
      errors: totals.errors,
      load_failures: totals.loadFailures,
      state_changes: totals.stateChanges,
    },
    losses: lossesOf(engine),
  }
}

/** What the figures leave out or cannot tell apart; nothing where that is nothing. */
function lossesOf({lost, overflowed, clamped, spansEvicted}: Snapshot['engine']) {
  const overCap = ordered(Object.entries(overflowed), byText(0))
  if (lost + clamped + spansEvicted + overCap.length === 0) return undefined
  return {
    lost_by_host: lost,
    values_over_cap: Object.fromEntries(overCap),
    durations_out_of_range: clamped,
    spans_forgotten: spansEvicted,
  }
}

/** Counts by what was counted; nothing where nothing was. */
function unlessEmpty(counts: readonly (readonly [string, number])[]): Record<string, number> | undefined {
  return counts.length === 0 ? undefined : Object.fromEntries(counts)
}
