/** The candidate that takes the fewest changes of a letter to reach from `word`: for "did you mean". */
export function nearest(word: string, candidates: readonly string[]): string {
  return candidates.reduce((best, candidate) => (distance(word, candidate) < distance(word, best) ? candidate : best))
}

/** Levenshtein's distance. */
function distance(left: string, right: string): number {
  let row = Array.from({length: right.length + 1}, (_, index) => index)
  for (let i = 1; i <= left.length; i++) {
    const next = [i]
    for (let j = 1; j <= right.length; j++)
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1)))
    row = next
  }
  return row[right.length]!
}
