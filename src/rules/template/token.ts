import {quote} from '../../promql/quote.ts'

/** The kinds of token of Go's text/template that a template of Prometheus can hold. */
export type TokenKind =
  | 'error'
  | 'bool'
  | 'char'
  | 'char-constant'
  | 'assign'
  | 'declare'
  | 'eof'
  | 'field'
  | 'identifier'
  | 'left-delim'
  | 'left-paren'
  | 'number'
  | 'pipe'
  | 'raw-string'
  | 'right-delim'
  | 'right-paren'
  | 'space'
  | 'string'
  | 'text'
  | 'variable'
  | 'dot'
  | 'nil'
  | Keyword

/** Words that begin an action. */
type Keyword = 'block' | 'break' | 'continue' | 'define' | 'else' | 'end' | 'if' | 'range' | 'template' | 'with'

/** One token; `at` counts UTF-16 units from the start of the text. */
export interface Token {
  readonly kind: TokenKind
  readonly text: string
  readonly at: number
}

const KEYWORDS: ReadonlySet<string> = new Set<Keyword>([
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'range',
  'template',
  'with',
])

/** What a word is. */
export function wordKind(word: string): TokenKind {
  if (isKeyword(word)) return word
  if (word === 'true' || word === 'false') return 'bool'
  return word === 'nil' ? 'nil' : 'identifier'
}

/** A token as Go names it in messages. */
export function tokenText({kind, text}: Token): string {
  if (kind === 'eof') return 'EOF'
  if (kind === 'error') return text
  if (kind === 'dot' || kind === 'nil' || isKeyword(kind)) return `<${text}>`
  return text.length > 10 ? `${quote([...text].slice(0, 10).join(''))}...` : quote(text)
}

function isKeyword(word: string): word is Keyword {
  return KEYWORDS.has(word)
}
