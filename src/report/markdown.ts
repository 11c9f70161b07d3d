import {cleanText} from '../format/clean-text.ts'
import {formatCount} from '../format/number.ts'
import type {Snapshot} from '../snapshot.ts'
import {reportFacts} from './facts.ts'
import {cellText, type Section} from './section.ts'
import {reportSections} from './sections.ts'

/** Everything to which Markdown or the HTML in it gives a meaning. */
const SPECIAL = /[\\`*_[\]<|~&$]/g

/** The report for an issue or a chat: a list of facts and tables. Text of the data is escaped: it is read, never obeyed. Ends with a newline. */
export function reportMarkdown(snapshot: Snapshot): string {
  const facts = reportFacts(snapshot).map(
    ({name, parts}) => `- **${name}**: ${parts.map(({text}) => escape(text)).join(', ')}`,
  )
  return `${['# Plugin report', facts.join('\n'), ...reportSections(snapshot).map(sectionBlock)].join('\n\n')}\n`
}

function sectionBlock({title, columns, rows, more}: Section): string {
  const table = [
    line(columns.map((column) => column.title)),
    line(columns.map(({align}) => (align === 'right' ? '---:' : '---'))),
    ...rows.map((row) => line(row.map((cell) => escape(cellText(cell))))),
  ]
  return [`## ${title}`, table.join('\n'), ...(more > 0 ? [`… ${formatCount(more)} more`] : [])].join('\n\n')
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`
}

function escape(text: string): string {
  return cleanText(text).replace(SPECIAL, '\\$&')
}
