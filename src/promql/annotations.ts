import type {Span} from './ast.ts'

/** Remarks beside a result: they change no verdict. Texts as Prometheus', each once. */
export interface Annotations {
  /** `PromQL warning: …`: the result is probably not what was meant. */
  warn(text: string, pos: Span): void
  /** `PromQL info: …`: worth knowing. */
  inform(text: string, pos: Span): void
  readonly warnings: readonly string[]
  readonly infos: readonly string[]
}

/** Remarks that are kept of one evaluation; more of them say nothing new. */
const MAX_ANNOTATIONS = 100

/** Collects remarks; places are line:column in `source`. */
export function createAnnotations(source: string): Annotations {
  const warnings = new Set<string>()
  const infos = new Set<string>()
  const add = (to: Set<string>, text: string, pos: Span) => {
    if (to.size < MAX_ANNOTATIONS) to.add(`${text} (${placeIn(source, pos.start)})`)
  }
  return {
    warn: (text, pos) => add(warnings, `PromQL warning: ${text}`, pos),
    inform: (text, pos) => add(infos, `PromQL info: ${text}`, pos),
    get warnings() {
      return [...warnings]
    },
    get infos() {
      return [...infos]
    },
  }
}

function placeIn(source: string, offset: number): string {
  const before = source.slice(0, offset)
  return `${before.split('\n').length}:${offset - before.lastIndexOf('\n')}`
}
