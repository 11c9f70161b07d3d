import {quote} from './quote.ts'

/** What a piece of an expression is. Operators, aggregations and keywords are told apart by `word`, the rest by its kind alone. */
export type TokenKind =
  | 'end'
  | 'identifier'
  | 'metric identifier'
  | 'number'
  | 'duration'
  | 'string'
  | 'operator'
  | 'aggregation'
  | 'keyword'
  | 'preprocessor'
  | 'punctuation'

/** One piece of an expression; `start` and `end` are offsets in UTF-16 units. */
export interface Token {
  readonly kind: TokenKind
  readonly start: number
  readonly end: number
  readonly text: string
  /** The text in lower case for words, the value for strings, the text itself for the rest: what the parser compares with. */
  readonly word: string
}

const WORDS: Readonly<Record<Exclude<TokenKind, 'punctuation' | 'identifier'>, readonly string[]>> = {
  end: [],
  'metric identifier': [],
  duration: [],
  string: [],
  operator: ['and', 'or', 'unless', 'atan2'],
  aggregation: [
    ...['sum', 'avg', 'count', 'min', 'max', 'group', 'stddev', 'stdvar', 'topk', 'bottomk'],
    ...['count_values', 'quantile', 'limitk', 'limit_ratio'],
  ],
  keyword: ['offset', 'by', 'without', 'on', 'ignoring', 'group_left', 'group_right', 'bool'],
  preprocessor: ['start', 'end'],
  number: ['inf', 'nan'],
}

const KIND_OF = new Map(
  Object.entries(WORDS).flatMap(([kind, words]) => words.map((word) => [word, kind as TokenKind] as const)),
)

/** The kind of a word outside of braces: keywords are keywords in any case of their letters. */
export function kindOfWord(text: string): TokenKind {
  return KIND_OF.get(text.toLowerCase()) ?? (text.includes(':') ? 'metric identifier' : 'identifier')
}

/** More than this many characters of a token are not worth repeating in a message. */
const MAX_SHOWN = 10

function cut(text: string): string {
  return text.length > MAX_SHOWN ? `${quote(text.slice(0, MAX_SHOWN))}...` : quote(text)
}

/** How Prometheus names a token in its messages: `identifier "x"`, `<op:and>`, `<by>`, `"("`. */
export function describe({kind, text}: Token): string {
  switch (kind) {
    case 'end':
      return 'end of input'
    case 'identifier':
    case 'metric identifier':
      return `${kind} ${quote(text)}`
    case 'number':
    case 'duration':
    case 'string':
      return `${kind} ${cut(text)}`
    case 'operator':
      return `<op:${text}>`
    case 'aggregation':
      return `<aggr:${text}>`
    case 'keyword':
      return `<${text}>`
    case 'preprocessor':
    case 'punctuation':
      return cut(text)
  }
}
