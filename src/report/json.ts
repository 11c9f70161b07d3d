import type {Snapshot} from '../snapshot.ts'
import {reportDocument} from './document.ts'

/** The report as one JSON document of schema plugmon.report/1, indented so that a line-by-line diff reads well; ends with a newline. */
export function reportJson(snapshot: Snapshot): string {
  return `${JSON.stringify(reportDocument(snapshot), null, 2)}\n`
}
