import {quote} from '../../promql/quote.ts'
import type {List, Node} from './node.ts'
import {parsePipe, unquote, type Scope} from './parse-pipe.ts'
import {createReader} from './reader.ts'

/** A parsed template: its own nodes, and those of the templates that it defines, by name. */
export interface ParsedTemplate {
  readonly text: string
  readonly name: string
  readonly root: List
  readonly templates: ReadonlyMap<string, List>
}

/** Go lets a template be defined again as long as only one of its definitions says anything. */
function isEmpty(nodes: List): boolean {
  return nodes.every((node) => node.kind === 'text' && node.text.trim() === '')
}

type Stop = 'end' | 'else'

/** Parses a template as text/template does; throws a PlugmonError with Go's message (`template: NAME:LINE: …`), code bad-rule. */
export function parse(text: string, name: string, hasFunction: (name: string) => boolean): ParsedTemplate {
  const reader = createReader(text, name)
  const templates = new Map<string, List>()
  let scope: Scope = {reader, hasFunction, variables: ['$']}
  let rangeDepth = 0

  function parseRoot(): List {
    const nodes: Node[] = []
    for (;;) {
      const mark = reader.mark()
      const {kind} = reader.next()
      if (kind === 'eof') return nodes
      if (kind === 'left-delim' && reader.nextNonSpace().kind === 'define') {
        parseDefinition()
        continue
      }
      reader.reset(mark)
      const node = parseNode()
      if (typeof node === 'string') reader.fail(`unexpected {{${node}}}`)
      else nodes.push(node)
    }
  }

  /** Nodes up to one that ends them. */
  function parseList(): {nodes: Node[]; stop: Stop} {
    const nodes: Node[] = []
    while (reader.peekNonSpace().kind !== 'eof') {
      const node = parseNode()
      if (typeof node === 'string') return {nodes, stop: node}
      nodes.push(node)
    }
    return reader.fail('unexpected EOF')
  }

  function parseNode(): Node | Stop {
    const token = reader.nextNonSpace()
    if (token.kind === 'text') return {kind: 'text', at: token.at, text: token.text}
    if (token.kind !== 'left-delim') return reader.unexpected(token, 'input')
    reader.inAction(token)
    const node = parseAction()
    reader.inAction(undefined)
    return node
  }

  function parseAction(): Node | Stop {
    const token = reader.nextNonSpace()
    switch (token.kind) {
      case 'if':
      case 'with':
      case 'range':
        return parseControl(token.kind)
      case 'template':
        return parseInvocation()
      case 'block':
        return parseBlock()
      case 'break':
      case 'continue': {
        const after = reader.nextNonSpace()
        if (after.kind !== 'right-delim') reader.unexpected(after, `{{${token.kind}}}`)
        if (rangeDepth === 0) reader.fail(`{{${token.kind}}} outside {{range}}`)
        return {kind: token.kind, at: token.at}
      }
      case 'end':
        reader.expect(['right-delim'], 'end')
        return 'end'
      case 'else': {
        const {kind} = reader.peekNonSpace()
        // `else if` and `else with` are read by the control that they continue.
        if (kind !== 'if' && kind !== 'with') reader.expect(['right-delim'], 'else')
        return 'else'
      }
      default: {
        reader.back()
        const {at} = reader.peek()
        return {kind: 'action', at, pipe: parsePipe(scope, 'command', 'right-delim')}
      }
    }
  }

  function parseControl(kind: 'if' | 'with' | 'range'): Node {
    const visible = scope.variables.length
    const pipe = parsePipe(scope, kind, 'right-delim')
    if (kind === 'range') rangeDepth++
    const {nodes: list, stop} = parseList()
    if (kind === 'range') rangeDepth--
    const otherwise = stop === 'else' ? parseElse(kind) : []
    scope.variables.length = visible
    return {kind, at: pipe.at, pipe, list, otherwise}
  }

  function parseElse(kind: 'if' | 'with' | 'range'): List {
    if (kind !== 'range' && reader.peekNonSpace().kind === kind) {
      reader.nextNonSpace()
      return [parseControl(kind)]
    }
    const {nodes, stop} = parseList()
    if (stop !== 'end') reader.fail(`expected end; found {{${stop}}}`)
    return nodes
  }

  function parseInvocation(): Node {
    const context = 'template clause'
    const token = reader.expect(['string', 'raw-string'], context)
    const name = unquote(reader, token)
    if (reader.nextNonSpace().kind === 'right-delim') return {kind: 'template', at: token.at, name, pipe: undefined}
    reader.back()
    return {kind: 'template', at: token.at, name, pipe: parsePipe(scope, context, 'right-delim')}
  }

  function parseBlock(): Node {
    const context = 'block clause'
    const token = reader.expect(['string', 'raw-string'], context)
    const name = unquote(reader, token)
    const pipe = parsePipe(scope, context, 'right-delim')
    defineBody(name, context)
    return {kind: 'template', at: token.at, name, pipe}
  }

  function parseDefinition(): void {
    const context = 'define clause'
    const name = unquote(reader, reader.expect(['string', 'raw-string'], context))
    reader.expect(['right-delim'], context)
    defineBody(name, context)
  }

  /** The body of a template has variables and loops of its own. */
  function defineBody(name: string, context: string): void {
    const outside = {scope, rangeDepth}
    scope = {...scope, variables: ['$']}
    rangeDepth = 0
    const {nodes, stop} = parseList()
    if (stop !== 'end') reader.fail(`unexpected {{${stop}}} in ${context}`)
    ;({scope, rangeDepth} = outside)
    if (isEmpty(templates.get(name) ?? [])) templates.set(name, nodes)
    else if (!isEmpty(nodes)) reader.fail(`template: multiple definition of template ${quote(name)}`)
  }

  return {text, name, root: parseRoot(), templates}
}
