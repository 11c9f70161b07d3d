/** A number as Go's ParseFloat takes it from a label: decimal, with an exponent, Inf in its spellings, NaN; undefined for no number. */
export function parseFloatText(text: string): number | undefined {
  const infinity = /^([+-]?)inf(?:inity)?$/i.exec(text)
  if (infinity !== null) return infinity[1] === '-' ? -Infinity : Infinity
  if (/^[+-]?nan$/i.test(text)) return NaN
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return undefined
  const value = Number(text)
  return Number.isFinite(value) ? value : undefined
}
