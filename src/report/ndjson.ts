import type {Snapshot} from '../snapshot.ts'
import {reportDocument} from './document.ts'

/**
 * The report as one JSON object a line, for tools that read streams. `row` says what a line is; its other keys are those of the same row in
 * the document of `-o json`:
 *
 *     {"row":"report","schema":"plugmon.report/1","period":{…},"totals":{…},"losses":{…},"levels":{…}}   once, first
 *     {"row":"source",…} {"row":"load_time",…} {"row":"initialize_time",…} {"row":"discovery_time",…} {"row":"plugin",…}
 *     {"row":"error_type",…} {"row":"failure_reason",…} {"row":"threshold",…} {"row":"alert",…} {"row":"incident",…} {"row":"mark",…}
 *
 * Every line ends with a newline.
 */
export function reportNdjson(snapshot: Snapshot): string {
  const {schema, period, totals, losses, levels, ...document} = reportDocument(snapshot)
  return [
    {row: 'report', schema, period, totals, losses, levels},
    ...rows('source', document.sources),
    ...rows('load_time', [document.load_time]),
    ...rows('initialize_time', [document.initialize_time]),
    ...rows('discovery_time', document.discovery_time),
    ...rows('plugin', document.plugins),
    ...rows('error_type', document.errors_by_type),
    ...rows('failure_reason', document.failures_by_reason),
    ...rows('threshold', document.thresholds),
    ...rows('alert', document.alerts),
    ...rows('incident', document.incidents),
    ...rows('mark', document.marks),
  ]
    .map((row) => `${JSON.stringify(row)}\n`)
    .join('')
}

function rows(row: string, values: readonly object[]): object[] {
  return values.map((value) => ({row, ...value}))
}
