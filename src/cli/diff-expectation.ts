/** A failure's text with what was expected and what came as a diff: `-` expected, `+` got; as it is when it has no such parts. */
export function diffExpectation(text: string): string {
  const parts = /^([\s\S]*?)\n? *exp: ?([\s\S]*?),? *\n *got: ?([\s\S]*)$/.exec(text)
  if (parts === null) return text
  const [, head = '', expected = '', got = ''] = parts
  return [head, ...diffLines(linesOf(expected), linesOf(got)).map((line) => `        ${line}`)].join('\n')
}

function linesOf(text: string): string[] {
  return text
    .split(/\n|(?<=\S), (?=\{)/)
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** The shortest diff by the longest common subsequence; the texts of a failed test are short. */
function diffLines(before: readonly string[], after: readonly string[]): string[] {
  const common = before.map(() => after.map(() => 0))
  const at = (i: number, j: number) => common[i]?.[j] ?? 0
  for (let i = before.length - 1; i >= 0; i--)
    for (let j = after.length - 1; j >= 0; j--)
      common[i]![j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
  const lines: string[] = []
  for (let i = 0, j = 0; i < before.length || j < after.length;) {
    if (i < before.length && before[i] === after[j]) {
      lines.push(`  ${before[i++]!}`)
      j++
    } else if (j >= after.length || (i < before.length && at(i + 1, j) >= at(i, j + 1))) lines.push(`- ${before[i++]!}`)
    else lines.push(`+ ${after[j++]!}`)
  }
  return lines
}
