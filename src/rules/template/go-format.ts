import {formatValue} from './format-value.ts'
import {printValue} from './go-print.ts'
import {goType, type GoValue} from './go-value.ts'

/** Width or precision beyond which Go calls it bad, so that a format cannot ask for a gigabyte of blanks. */
const MAX_SIZE = 1_000_000
/** Flags, width, precision and verb; before a `*` and before the verb may stand which argument is meant: `%[2]d`. */
const DIRECTIVE = /%([-+# 0]*)(\[[^\]]*\])?(\d+|\*)?(\.(\[[^\]]*\])?(\d+|\*)?)?(\[[^\]]*\])?(.)?/gsu

/** Go's fmt.Sprintf over the values that a template has; what does not fit is said in the text, as Go does: `%!d(float64=1.5)`. */
export function sprintf(format: string, values: readonly GoValue[]): string {
  let next = 0
  let isReordered = false
  let bad = ''
  let isGoodIndex = true

  function seek(index: string | undefined): void {
    if (index === undefined) return
    const wanted = (/^\[\d+\]$/.test(index) ? Number(index.slice(1, -1)) : 0) - 1
    isReordered = true
    isGoodIndex = wanted >= 0 && wanted < values.length
    if (isGoodIndex) next = wanted
  }
  function size(digits: string | undefined, complaint: string): number | undefined {
    if (digits === undefined) return undefined
    const value = digits === '*' ? values[next++] : BigInt(digits)
    if (typeof value === 'bigint' && value <= MAX_SIZE && value >= -MAX_SIZE) return Number(value)
    bad += complaint
    return undefined
  }

  const text = format.replace(DIRECTIVE, (_, ...groups: (string | undefined)[]) => {
    const [flags = '', widthIndex, width, point, precisionIndex, precision, verbIndex, verb] = groups
    bad = ''
    isGoodIndex = true
    seek(widthIndex)
    const wide = size(width, '%!(BADWIDTH)') ?? 0
    seek(precisionIndex)
    const precise = size(precision, '%!(BADPREC)') ?? (point === undefined || precision !== undefined ? -1 : 0)
    seek(verbIndex)
    if (verb === undefined) return `${bad}%!(NOVERB)`
    if (verb === '%') return `${bad}%`
    if (!isGoodIndex) return `${bad}%!${verb}(BADINDEX)`
    if (next >= values.length) return `${bad}%!${verb}(MISSING)`
    const spec = {
      verb,
      width: Math.abs(wide),
      precision: Math.max(-1, precise),
      minus: flags.includes('-') || wide < 0,
      plus: flags.includes('+'),
      sharp: flags.includes('#'),
      space: flags.includes(' '),
      zero: flags.includes('0'),
    }
    return bad + formatValue(spec, values[next++])
  })
  if (isReordered || next >= values.length) return text
  const extra = values
    .slice(next)
    .map((value) => (value === undefined ? '<nil>' : `${goType(value)}=${printValue(value)}`))
  return `${text}%!(EXTRA ${extra.join(', ')})`
}
