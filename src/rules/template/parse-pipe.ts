import {quote} from '../../promql/quote.ts'
import {scanString} from '../../promql/scan-string.ts'
import {parseNumber} from './literal.ts'
import type {Command, Operand, Pipe} from './node.ts'
import {nodeText} from './node.ts'
import type {Reader} from './reader.ts'
import type {Token, TokenKind} from './token.ts'

/** What the parser of pipelines needs to know of the template around it. */
export interface Scope {
  readonly reader: Reader
  readonly hasFunction: (name: string) => boolean
  /** The variables that can be seen, innermost last; a pipeline adds those that it declares. */
  readonly variables: string[]
}

/** Parses a pipeline up to and with its `end`; `context` names it in messages. */
export function parsePipe(scope: Scope, context: string, end: TokenKind): Pipe {
  const {reader} = scope
  const {at} = reader.peekNonSpace()
  const {variables, assigns} = parseDeclarations(scope, context)
  const commands: Command[] = []
  for (;;) {
    const token = reader.nextNonSpace()
    if (token.kind === end) break
    if (!OPERANDS.has(token.kind)) reader.unexpected(token, context)
    reader.back()
    commands.push(parseCommand(scope))
  }
  if (commands.length === 0) reader.fail(`missing value for ${context}`)
  const stage = commands.findIndex(({operands}, index) => index > 0 && NOT_EXECUTABLE.has(operands[0]!.kind))
  if (stage > 0) reader.fail(`non executable command in pipeline stage ${String(stage + 1)}`)
  return {kind: 'pipe', at, variables, assigns, commands}
}

const OPERANDS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'bool',
  'char-constant',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'raw-string',
  'string',
  'variable',
  'left-paren',
])

const NOT_EXECUTABLE: ReadonlySet<Operand['kind']> = new Set<Operand['kind']>(['literal', 'dot', 'nil'])

function parseDeclarations({reader, variables}: Scope, context: string): Pick<Pipe, 'variables' | 'assigns'> {
  const declared: string[] = []
  while (reader.peekNonSpace().kind === 'variable') {
    const mark = reader.mark()
    const variable = reader.next()
    const next = reader.peekNonSpace()
    if (next.kind === 'assign' || next.kind === 'declare') {
      reader.nextNonSpace()
      declared.push(variable.text)
      variables.push(variable.text)
      return {variables: declared, assigns: next.kind === 'assign'}
    }
    if (next.kind !== 'char' || next.text !== ',') {
      reader.reset(mark)
      break
    }
    reader.nextNonSpace()
    declared.push(variable.text)
    variables.push(variable.text)
    if (context !== 'range' || declared.length >= 2) reader.fail(`too many declarations in ${context}`)
    const {kind} = reader.peekNonSpace()
    if (kind !== 'variable' && kind !== 'right-delim' && kind !== 'right-paren') {
      reader.fail('range can only initialize variables')
    }
  }
  return {variables: declared, assigns: false}
}

function parseCommand(scope: Scope): Command {
  const {reader} = scope
  const {at} = reader.peekNonSpace()
  const operands: Operand[] = []
  for (;;) {
    reader.peekNonSpace()
    const operand = parseOperand(scope)
    if (operand !== undefined) operands.push(operand)
    const token = reader.next()
    if (token.kind === 'space') continue
    if (token.kind === 'right-delim' || token.kind === 'right-paren') reader.back()
    else if (token.kind !== 'pipe') reader.unexpected(token, 'operand')
    break
  }
  if (operands.length === 0) reader.fail('empty command')
  return {kind: 'command', at, operands}
}

function parseOperand(scope: Scope): Operand | undefined {
  const {reader} = scope
  const term = parseTerm(scope)
  const first = reader.peek()
  if (term === undefined || first.kind !== 'field') return term
  const path: string[] = []
  while (reader.peek().kind === 'field') path.push(reader.next().text.slice(1))
  switch (term.kind) {
    case 'field':
    case 'variable':
      return {kind: term.kind, at: first.at, path: [...term.path, ...path]}
    case 'literal':
    case 'nil':
    case 'dot':
      return reader.fail(`unexpected . after term ${quote(nodeText(term))}`)
    case 'pipe':
    case 'chain':
    case 'identifier':
      return {kind: 'chain', at: first.at, operand: term, path}
  }
}

function parseTerm(scope: Scope): Operand | undefined {
  const {reader, hasFunction, variables} = scope
  const token = reader.nextNonSpace()
  const {at, text} = token
  switch (token.kind) {
    case 'identifier':
      return hasFunction(text) ? {kind: 'identifier', at, name: text} : reader.fail(`function "${text}" not defined`)
    case 'variable':
      return variables.includes(text)
        ? {kind: 'variable', at, path: [text]}
        : reader.fail(`undefined variable "${text}"`)
    case 'field':
      return {kind: 'field', at, path: [text.slice(1)]}
    case 'dot':
    case 'nil':
      return {kind: token.kind, at}
    case 'bool':
      return {kind: 'literal', at, text, value: text === 'true'}
    case 'number':
    case 'char-constant': {
      const number = parseNumber(text)
      return 'problem' in number ? reader.fail(number.problem) : {kind: 'literal', at, text, value: number.value}
    }
    case 'string':
    case 'raw-string':
      return {kind: 'literal', at, text, value: unquote(reader, token)}
    case 'left-paren':
      return parsePipe(scope, 'parenthesized pipeline', 'right-paren')
    default:
      reader.back()
      return undefined
  }
}

/** The value of a string token; fails as Go's strconv.Unquote does. */
export function unquote(reader: Reader, {text}: Token): string {
  const scan = scanString(text, 0)
  return 'problem' in scan ? reader.fail('invalid syntax') : scan.value
}
