/** One sample of a metric family. */
export interface Sample {
  /** What follows the family's name: `_sum`, `_count`, or nothing. */
  readonly suffix?: '_sum' | '_count' | undefined
  readonly labels: Readonly<Record<string, string | undefined>>
  readonly value: number
}

/** Samples under one name. */
export interface Family {
  readonly name: string
  readonly type: 'counter' | 'gauge' | 'summary'
  readonly help: string
  readonly samples: readonly Sample[]
}

/**
 * Families in Prometheus' text format 0.0.4, as its node_exporter's textfile collector and promtool read it. A label without a value and a
 * family without a sample are left out. Ends with a newline, or is empty.
 */
export function formatExposition(families: readonly Family[]): string {
  return families
    .filter(({samples}) => samples.length > 0)
    .flatMap(({name, type, help, samples}) => [
      `# HELP ${name} ${escape(help, /[\\\n]/g)}\n`,
      `# TYPE ${name} ${type}\n`,
      ...samples.map(({suffix = '', labels, value}) => `${name}${suffix}${labelText(labels)} ${numberText(value)}\n`),
    ])
    .join('')
}

function labelText(labels: Sample['labels']): string {
  const pairs = Object.entries(labels).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [`${name}="${escape(value, /[\\\n"]/g)}"`],
  )
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escape(text: string, special: RegExp): string {
  return text.replace(special, (char) => (char === '\n' ? '\\n' : `\\${char}`))
}

function numberText(value: number): string {
  if (Number.isFinite(value)) return String(value)
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'
}
