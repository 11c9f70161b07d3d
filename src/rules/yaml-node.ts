import {isAlias, isMap, isScalar, isSeq, LineCounter, type Document, type Node, parseAllDocuments} from 'yaml'
import type {Where} from '../errors.ts'
import {quote} from '../promql/quote.ts'
import type {Report} from './problems.ts'

/** A node of a YAML file with its place, and what it can be read as. Reading it as what it is not notes a problem and gives nothing. */
export interface YamlNode {
  readonly where: Where
  /** Where the key before it stands; its own place without one. */
  readonly keyWhere: Where
  /** A list of nodes, of which those that are null do not count; undefined for null. */
  list(what: string): readonly YamlNode[] | undefined
  /** Keys and nodes, merge keys (`<<`) resolved; empty for null. */
  map(what: string): ReadonlyMap<string, YamlNode> | undefined
  /** The text of a scalar, whatever YAML takes it for (`1`, `true`); undefined for null. */
  text(what: string): string | undefined
  readonly isNull: boolean
  readonly isList: boolean
  readonly isMap: boolean
}

/** Reads the first document of a YAML file, as Prometheus does; undefined when there is none or its syntax is broken. */
export function readYaml(text: string, file: string, report: Report): YamlNode | undefined {
  const lineCounter = new LineCounter()
  const documents = parseAllDocuments(text, {lineCounter, uniqueKeys: false, merge: false})
  const document = Array.isArray(documents) ? documents[0] : undefined
  const error = document?.errors[0]
  const at = (offset: number): Where => {
    const {line, col} = lineCounter.linePos(offset)
    return {file, line, column: col}
  }
  if (error !== undefined) {
    report(at(error.pos[0]), `yaml: ${error.message.split(' at line ')[0]!}`)
    return undefined
  }
  if (document?.contents == null) return undefined
  return createNode(document.contents as Node, document as Document, at, report)
}

function createNode(given: Node, document: Document, at: (offset: number) => Where, report: Report): YamlNode {
  const node = isAlias(given) ? (given.resolve(document) ?? given) : given
  const where = at(given.range?.[0] ?? 0)
  const isNull = isScalar(node) && node.value === null
  const child = (inner: unknown) => createNode(inner as Node, document, at, report)

  function refuse(what: string): undefined {
    if (!isNull) report(where, `cannot unmarshal ${describe(node)} into ${what}`)
  }

  /** Explicit keys win over merged ones, and earlier merged ones over later. A node that merges itself is merged once. */
  function pairs(given: unknown, into: Map<string, YamlNode>, seen: Set<unknown>): void {
    const node = isAlias(given) ? given.resolve(document) : given
    const isMerged = seen.size > 0
    if (seen.has(node)) return
    seen.add(node)
    if (isSeq(node)) for (const item of node.items) pairs(item, into, seen)
    if (!isMap(node)) return
    const merges: unknown[] = []
    for (const {key, value} of node.items) {
      const {where: keyWhere, text} = child(key)
      const name = text('string') ?? ''
      const known = into.get(name)
      if (name === '<<') merges.push(value)
      else if (known === undefined) into.set(name, {...(value == null ? nothing(keyWhere) : child(value)), keyWhere})
      else if (!isMerged) report(keyWhere, `mapping key ${quote(name)} already defined at line ${known.where.line}`)
    }
    for (const merge of merges) pairs(merge, into, seen)
  }

  return {
    where,
    keyWhere: where,
    isNull,
    isList: isSeq(node),
    isMap: isMap(node),
    list: (what) => (isSeq(node) ? node.items.map(child).filter((item) => !item.isNull) : refuse(what)),
    map(what) {
      if (!isMap(node) && !isNull) return refuse(what)
      const into = new Map<string, YamlNode>()
      pairs(node, into, new Set())
      return into
    },
    text(what) {
      if (!isScalar(node)) return refuse(what)
      return isNull ? undefined : (node.source ?? String(node.value))
    },
  }
}

/** A key without a value. */
function nothing(where: Where): YamlNode {
  const none = () => undefined
  return {
    where,
    keyWhere: where,
    isNull: true,
    isList: false,
    isMap: false,
    list: none,
    map: () => new Map(),
    text: none,
  }
}

function describe(node: Node): string {
  if (isSeq(node)) return '!!seq'
  if (isMap(node)) return '!!map'
  return isScalar(node) ? `!!str \`${String(node.source)}\`` : '!!null'
}
