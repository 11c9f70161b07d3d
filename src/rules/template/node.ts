import {quote} from '../../promql/quote.ts'
import type {GoValue} from './go-value.ts'

/** The tree of a template. `at` is where Go's messages place a node: UTF-16 units into the text. */
export type Node =
  | {readonly kind: 'text'; readonly at: number; readonly text: string}
  | {readonly kind: 'action'; readonly at: number; readonly pipe: Pipe}
  | {
      readonly kind: 'if' | 'with' | 'range'
      readonly at: number
      readonly pipe: Pipe
      readonly list: List
      readonly otherwise: List
    }
  | {readonly kind: 'template'; readonly at: number; readonly name: string; readonly pipe: Pipe | undefined}
  | {readonly kind: 'break' | 'continue'; readonly at: number}

/** Nodes one after another. */
export type List = readonly Node[]

/** Commands whose results flow from left to right, and the variables that get the last one. */
export interface Pipe {
  readonly kind: 'pipe'
  readonly at: number
  readonly variables: readonly string[]
  /** `=` rather than `:=`. */
  readonly assigns: boolean
  readonly commands: readonly Command[]
}

/** A function with its arguments, or a value. */
export interface Command {
  readonly kind: 'command'
  readonly at: number
  readonly operands: readonly Operand[]
}

/** What a command consists of. */
export type Operand =
  | Pipe
  | {readonly kind: 'identifier'; readonly at: number; readonly name: string}
  /** `$x.a.b`: the variable and then the fields; `.a.b`: without a variable. */
  | {readonly kind: 'variable' | 'field'; readonly at: number; readonly path: readonly string[]}
  | {readonly kind: 'chain'; readonly at: number; readonly operand: Operand; readonly path: readonly string[]}
  | {readonly kind: 'dot' | 'nil'; readonly at: number}
  /** A literal as it was written, and its value. */
  | {readonly kind: 'literal'; readonly at: number; readonly text: string; readonly value: GoValue}

/** A node as Go prints it in its messages. */
export function nodeText(node: Pipe | Command | Operand | Extract<Node, {kind: 'template'}>): string {
  switch (node.kind) {
    case 'pipe': {
      const declared = node.variables.length === 0 ? '' : `${node.variables.join(', ')} ${node.assigns ? '=' : ':='} `
      return declared + node.commands.map(nodeText).join(' | ')
    }
    case 'command':
      return node.operands
        .map((operand) => (operand.kind === 'pipe' ? `(${nodeText(operand)})` : nodeText(operand)))
        .join(' ')
    case 'identifier':
      return node.name
    case 'variable':
      return node.path.join('.')
    case 'field':
      return `.${node.path.join('.')}`
    case 'chain': {
      const inner = nodeText(node.operand)
      return `${node.operand.kind === 'pipe' ? `(${inner})` : inner}.${node.path.join('.')}`
    }
    case 'dot':
      return '.'
    case 'nil':
      return 'nil'
    case 'literal':
      return node.text
    case 'template':
      return `{{template ${quote(node.name)}${node.pipe === undefined ? '' : ` ${nodeText(node.pipe)}`}}}`
  }
}
