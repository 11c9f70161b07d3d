const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1e3,
  m: 6e4,
  h: 3.6e6,
}
const PART = /(\d+(?:\.\d+)?)\s*(ns|us|[µμ]s|ms|milliseconds?|s(?:ec(?:ond)?s?)?|m(?:in(?:ute)?s?)?|h(?:ours?)?)\s*/y

/** Milliseconds in a duration as people and Go write it: `48ms`, `0.02 seconds`, `290.796µs`, `1m2.5s`; NaN for anything else. */
export function parseDurationMs(text: string): number {
  let total = 0
  PART.lastIndex = 0
  while (PART.lastIndex < text.length) {
    const part = PART.exec(text)
    if (part === null) return NaN
    const unit = part[2]!
    total += Number(part[1]) * (UNIT_MS[unit] ?? (unit.startsWith('mil') ? 1 : UNIT_MS[unit[0]!]!))
  }
  return text === '' ? NaN : total
}
