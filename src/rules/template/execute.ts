import {evaluatePipe, setVariable} from './evaluate.ts'
import {fail, type Frame} from './frame.ts'
import type {FunctionTable} from './function-type.ts'
import {printAction, printValue} from './go-print.ts'
import {isTrue, type GoValue} from './go-value.ts'
import type {List, Node} from './node.ts'
import type {ParsedTemplate} from './parse.ts'

/** How deep templates may call each other. Go allows 100,000; this keeps one that calls itself from overflowing our stack. */
const MAX_DEPTH = 500
/** Nodes that one expansion may visit: templates that call each other could double their work at every level. */
const MAX_STEPS = 1_000_000
/** Longest text that one expansion may give, in UTF-16 units: more than any screen or notification takes. */
const MAX_OUTPUT = 1_000_000

type Control = Extract<Node, {kind: 'if' | 'with' | 'range'}>
/** A loop that ends, or goes on with its next element. */
type Signal = 'break' | 'continue' | undefined

/** Executes a template with `dot` as its data. Fails with a PlugmonError of code bad-rule and Go's message. */
export function execute(template: ParsedTemplate, dot: GoValue, functions: FunctionTable): string {
  let output = ''
  let steps = 0

  function run(list: List, name: string, data: GoValue, depth: number, start: Frame['node']): void {
    const frame: Frame = {template, name, functions, variables: [{name: '$', value: data}], node: start}

    function spend(): void {
      if (++steps > MAX_STEPS) fail(frame, `exceeded ${String(MAX_STEPS)} steps`)
    }
    function write(text: string): void {
      if (output.length + text.length > MAX_OUTPUT) fail(frame, `exceeded ${String(MAX_OUTPUT)} characters`)
      output += text
    }

    function walkList(nodes: List, current: GoValue): Signal {
      for (const node of nodes) {
        const signal = walk(node, current)
        if (signal !== undefined) return signal
      }
      return undefined
    }

    function walk(node: Node, current: GoValue): Signal {
      spend()
      frame.node = node
      switch (node.kind) {
        case 'text':
          write(node.text)
          return undefined
        case 'action': {
          const value = evaluatePipe(frame, current, node.pipe)
          if (node.pipe.variables.length === 0) write(printAction(value))
          return undefined
        }
        case 'template': {
          const body = template.templates.get(node.name) ?? (node.name === template.name ? template.root : undefined)
          if (body === undefined) return fail(frame, `template "${node.name}" not defined`)
          if (depth >= MAX_DEPTH) fail(frame, `exceeded maximum template depth (${String(MAX_DEPTH)})`)
          run(
            body,
            node.name,
            node.pipe === undefined ? undefined : evaluatePipe(frame, current, node.pipe),
            depth + 1,
            node,
          )
          return undefined
        }
        case 'break':
        case 'continue':
          return node.kind
        case 'if':
        case 'with':
        case 'range': {
          const visible = frame.variables.length
          const signal = node.kind === 'range' ? walkRange(node, current) : walkCondition(node, current)
          frame.variables.length = visible
          return signal
        }
      }
    }

    function walkCondition(node: Control, current: GoValue): Signal {
      const value = evaluatePipe(frame, current, node.pipe)
      if (!isTrue(value)) return walkList(node.otherwise, current)
      return walkList(node.list, node.kind === 'with' ? value : current)
    }

    function walkRange(node: Control, current: GoValue): Signal {
      const value = evaluatePipe(frame, current, node.pipe)
      const visible = frame.variables.length
      let isEmpty = true
      for (const [index, element] of elements(value, node.pipe.variables.length)) {
        isEmpty = false
        spend()
        bind(node, index, element)
        const signal = walkList(node.list, element)
        frame.variables.length = visible
        if (signal === 'break') break
      }
      return isEmpty ? walkList(node.otherwise, current) : undefined
    }

    /** Of one variable it is the element, of two the index comes first. */
    function bind({pipe: {variables, assigns}}: Control, index: GoValue, element: GoValue): void {
      const values = variables.length > 1 ? [index, element] : [element]
      for (const [position, name] of variables.entries()) {
        if (assigns) setVariable(frame, name, values[position])
        else frame.variables[frame.variables.length - variables.length + position]!.value = values[position]
      }
    }

    function* elements(value: GoValue, count: number): Iterable<readonly [GoValue, GoValue]> {
      if (value === undefined) return
      if (typeof value === 'bigint') {
        if (count > 1) fail(frame, `can't use ${printValue(value)} to iterate over more than one variable`)
        for (let index = 0n; index < value; index++) yield [index, index]
      } else if (typeof value === 'object' && value.kind === 'slice') {
        for (const [index, element] of value.items.entries()) yield [BigInt(index), element]
      } else if (typeof value === 'object' && value.kind === 'map') {
        for (const name of [...value.entries.keys()].sort()) yield [name, value.entries.get(name)]
      } else fail(frame, `range can't iterate over ${printValue(value)}`)
    }

    walkList(list, data)
  }

  run(template.root, template.name, dot, 0, {kind: 'text', at: 0, text: ''})
  return output
}
