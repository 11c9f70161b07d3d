import type {Where} from '../errors.ts'
import {parseDuration} from '../promql/duration.ts'
import type {Report} from './problems.ts'
import type {YamlNode} from './yaml-node.ts'

/** The fields of a mapping, read by name. */
export interface Fields {
  readonly where: Where
  /** The place of a field's value, or of the mapping where it is missing. */
  whereOf(name: string): Where
  /** '' when it is missing or null. */
  text(name: string): string
  /** Milliseconds; undefined when it is missing or no duration. */
  duration(name: string): number | undefined
  /** False when it is missing or neither. */
  truth(name: string): boolean
  /** 0 when it is missing or no number. */
  number(name: string): number
  /** Whole, what is behind the point cut off, as Prometheus reads it; 0 when it is missing or no number. */
  integer(name: string): number
  texts(name: string): ReadonlyMap<string, {readonly value: string; readonly where: Where}>
  list(name: string, what: string): readonly YamlNode[]
}

/** Reads a mapping that may have these fields and no other. `type` is Prometheus' name of it, as in its messages. */
export function readFields(node: YamlNode, type: string, names: readonly string[], report: Report): Fields | undefined {
  const map = node.map(type)
  if (map === undefined) return undefined
  for (const [name, field] of map) {
    if (!names.includes(name)) {
      report(field.keyWhere, `field ${name} not found in type ${type}`, `Its fields are ${names.join(', ')}.`)
    }
  }

  function duration(name: string): number | undefined {
    const text = map!.get(name)?.text('string')
    if (text === undefined) return undefined
    try {
      return parseDuration(text)
    } catch (error) {
      report(map!.get(name)!.where, `${name}: ${(error as Error).message}`, 'Write a duration like 30s, 5m or 1h30m.')
      return undefined
    }
  }

  function integer(name: string): number {
    const number = Math.trunc(map!.get(name)?.number('int') ?? 0)
    if (Math.abs(number) < 2 ** 63) return number
    report(map!.get(name)!.where, `cannot unmarshal !!float \`${map!.get(name)!.text('int')!}\` into int`)
    return 0
  }

  return {
    where: node.where,
    whereOf: (name) => map.get(name)?.where ?? node.where,
    text: (name) => map.get(name)?.text('string') ?? '',
    duration,
    truth: (name) => map.get(name)?.truth('bool') ?? false,
    number: (name) => map.get(name)?.number('float64') ?? 0,
    integer,
    texts(name) {
      const inner = map.get(name)?.map('map[string]string') ?? new Map<string, YamlNode>()
      return new Map([...inner].map(([key, value]) => [key, {value: value.text('string') ?? '', where: value.where}]))
    },
    list: (name, what) => map.get(name)?.list(what) ?? [],
  }
}
