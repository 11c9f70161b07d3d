import type {Snapshot} from '../snapshot.ts'
import type {Section} from './section.ts'
import {alertSection, incidentSection} from './sections/alerts.ts'
import {durationSection} from './sections/durations.ts'
import {errorSection, failureSection} from './sections/errors.ts'
import {markSection} from './sections/marks.ts'
import {pluginSection} from './sections/plugins.ts'
import {processSection} from './sections/processes.ts'
import {rejectSection, ruleSection, sourceSection} from './sections/sources.ts'
import {slowestSection, unfinishedSection} from './sections/spans.ts'
import {thresholdSection} from './sections/thresholds.ts'

/** The tables of a report for people, what asks for action first; those without a row are left out. */
export function reportSections(snapshot: Snapshot, {ascii = false}: {ascii?: boolean | undefined} = {}): Section[] {
  return [
    thresholdSection(snapshot),
    alertSection(snapshot),
    incidentSection(snapshot),
    durationSection(snapshot),
    pluginSection(snapshot),
    errorSection(snapshot, ascii),
    failureSection(snapshot, ascii),
    slowestSection(snapshot),
    unfinishedSection(snapshot),
    markSection(snapshot),
    processSection(snapshot),
    sourceSection(snapshot),
    rejectSection(snapshot),
    ruleSection(snapshot),
  ].filter(({rows}) => rows.length > 0)
}
