import fc from 'fast-check'
import {expect, test} from 'vitest'
import {formatWhere, PlugmonError} from '../../src/errors.ts'
import {parseExpr} from '../../src/promql/parse.ts'
import {printExpr} from '../../src/promql/print.ts'
import {hasPromtool, promtool} from '../helpers/promtool.ts'
import {arbitraryExpr} from './arbitrary-expr.ts'

function answer(text: string): string {
  try {
    return `ok ${printExpr(parseExpr(text))}`
  } catch (error) {
    if (!(error instanceof PlugmonError)) throw error
    return `${formatWhere(error.where)}: ${error.message}`
  }
}

/** promtool's message for each expression, all of them read as the rules of one file. */
function promtoolAnswers(texts: readonly string[]): string[] {
  const rules = texts.map((expr, index) => ({record: `r${index}`, expr}))
  const {text} = promtool(['check', 'rules', '--lint=none', 'rules.yml'], {
    'rules.yml': JSON.stringify({groups: [{name: 'g', rules}]}),
  })
  const messages = new Map<string, string>()
  for (const [, name, message] of text.matchAll(/rule \d+, "(r\d+)": could not parse expression: (.*)$/gm)) {
    // The name that 3.5 has for the token @ is an oversight.
    messages.set(name!, message!.replace('"<Item 57400>" ', ''))
  }
  return texts.map((_, index) => messages.get(`r${index}`) ?? 'ok')
}

/** An expression with a piece lost, doubled or put in: most are wrong in one place. */
const broken = fc
  .tuple(
    arbitraryExpr,
    fc.nat(),
    fc.constantFrom('', '', '', ')', '(', '[', '}', '"', ',', '5m', 'by', '{', '==', '@', ' x '),
  )
  .map(([text, seed, piece]) => {
    const pieces = text.match(/\w+|\s+|[^\w\s]/g) ?? []
    pieces.splice(seed % (pieces.length + 1), piece === '' ? 1 : 0, piece)
    return pieces.join('')
  })
  // Duration expressions are refused before their end is seen, and a letter for the colon of a subquery always.
  .filter((text) => text.trim() !== '' && !/offset[\s+-]*\(|\[[^\]]*([(]|[\dsmhdw]\s*:?\s*[a-z])/i.test(text))

test.skipIf(!hasPromtool)('random expressions are accepted and refused as by promtool, word for word', () => {
  const texts = [...fc.sample(arbitraryExpr, {seed: 35, numRuns: 300}), ...fc.sample(broken, {seed: 35, numRuns: 1500})]
  const theirs = promtoolAnswers(texts)
  const ours = texts.map((text) => answer(text).replace(/^ok .*/s, 'ok'))
  const crashed = new Set(theirs.flatMap((message, index) => (message === 'unexpected error' ? [index] : [])))
  // Where an operator stands 3.5 guesses from what it read last, and is at times wrong.
  const unplaced = (message = '') => message.replace(/^\d+:\d+(?=.*(between scalars|bool modifier|at once))/, '')
  const pair = (answers: readonly string[]) =>
    texts.map((text, index) => `${text}  =>  ${crashed.has(index) ? 'promtool crashed' : unplaced(answers[index])}`)
  expect(pair(ours)).toEqual(pair(theirs))
})
