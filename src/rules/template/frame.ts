import {PlugmonError} from '../../errors.ts'
import {quote} from '../../promql/quote.ts'
import type {FunctionTable} from './function-type.ts'
import type {GoValue} from './go-value.ts'
import {nodeText, type Command, type Node, type Operand, type Pipe} from './node.ts'
import type {ParsedTemplate} from './parse.ts'

/** What a running template knows: its variables, its functions, and where it stands. */
export interface Frame {
  readonly template: ParsedTemplate
  /** The defined template that runs, or the whole one. */
  readonly name: string
  readonly functions: FunctionTable
  /** The variables that can be seen, innermost last. */
  readonly variables: {readonly name: string; value: GoValue}[]
  /** The node that a message is about. */
  node: Located
}

/** Nodes that messages are about. */
type Located = Pipe | Command | Operand | Node

/** Ends the expansion with Go's message: `template: NAME:LINE:COLUMN: executing "NAME" at <NODE>: MESSAGE`. */
export function fail({template, name, node}: Frame, message: string): never {
  const before = template.text.slice(0, node.at)
  const line = before.split('\n').length
  const column = new TextEncoder().encode(before.slice(before.lastIndexOf('\n') + 1)).length
  const place = `${template.name}:${String(line)}:${String(column)}`
  throw new PlugmonError(
    'bad-rule',
    `template: ${place}: executing ${quote(name)} at <${contextText(node)}>: ${message}`,
  )
}

function contextText(node: Located): string {
  switch (node.kind) {
    case 'text':
    case 'if':
    case 'with':
    case 'range':
    case 'break':
    case 'continue':
      return `{{${node.kind}}}`
    case 'action':
      return `{{${nodeText(node.pipe)}}}`
    default:
      return nodeText(node)
  }
}
