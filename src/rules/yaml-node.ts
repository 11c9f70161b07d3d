import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Document,
  type Node,
  parseAllDocuments,
  type Scalar,
} from 'yaml'
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
  /** A number without quotes, as YAML writes them (`1_000`, `0x1f`, `1e3`, `.inf`); undefined for null. */
  number(what: string): number | undefined
  /** A truth without quotes, with the words of YAML 1.1 (`yes`, `On`); undefined for null. */
  truth(what: string): boolean | undefined
  readonly isNull: boolean
  readonly isList: boolean
  readonly isMap: boolean
}

/** What YAML allows in no file, not even in quotes. */
const FORBIDDEN = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u

const YES = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/
const NO = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/

/** Reads the first document of a YAML file, as Prometheus does; undefined when there is none or its syntax is broken. */
export function readYaml(text: string, file: string, report: Report): YamlNode | undefined {
  const lineCounter = new LineCounter()
  const control = FORBIDDEN.exec(text)
  if (control !== null) {
    const line = text.slice(0, control.index).split('\n').length
    report(
      {file, line, column: control.index - text.lastIndexOf('\n', control.index)},
      'yaml: control characters are not allowed',
    )
    return undefined
  }
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
    else if (isMerged && !isMap(node))
      report(child(given).where, 'yaml: map merge requires map or sequence of maps as the value')
    if (!isMap(node)) return
    let merge: Node | undefined
    for (const {key, value} of node.items) {
      const {where: keyWhere, text} = child(key)
      const name = text('string') ?? ''
      const isMerge = name === '<<' && isPlain(key)
      const known = isMerge ? merge && child(merge) : into.get(name)
      if (isMerge && known === undefined) merge = (value ?? key) as Node
      else if (known === undefined) into.set(name, {...(value == null ? nothing(keyWhere) : child(value)), keyWhere})
      else if (!isMerged) report(keyWhere, `mapping key ${quote(name)} already defined at line ${known.where.line}`)
    }
    if (merge !== undefined) pairs(merge, into, seen)
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
    number(what) {
      const number = isPlain(node) ? numberIn(node.source ?? '') : undefined
      return number ?? refuse(what)
    },
    truth(what) {
      const word = isPlain(node) ? (node.source ?? '') : ''
      return YES.test(word) || (NO.test(word) ? false : refuse(what))
    },
  }
}

function isPlain(node: unknown): node is Scalar {
  return isScalar(node) && node.type === 'PLAIN'
}

/** `010` is octal, as in YAML 1.1, which Prometheus' reader still knows. */
function numberIn(text: string): number | undefined {
  const [, sign, digits] = /^([-+]?)(\.inf|0[xob][\da-f_]+|\.?\d[\d_.]*(?:e[-+]?\d+)?)$/i.exec(text) ?? []
  if (digits === undefined) return /^\.nan$/i.test(text) ? NaN : undefined
  const plain = digits.replaceAll('_', '').replace(/^0(?=[0-7]+$)/, '0o')
  const number = /inf/i.test(plain) ? Infinity : Number(plain)
  if (Number.isNaN(number)) return undefined
  return sign === '-' ? -number : number
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
    number: none,
    truth: none,
  }
}

function describe(node: Node): string {
  if (isSeq(node)) return '!!seq'
  if (isMap(node)) return '!!map'
  return isScalar(node) ? `!!str \`${String(node.source)}\`` : '!!null'
}
