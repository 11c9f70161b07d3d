import {equal, less, lessOrEqual} from './compare.ts'
import {escapeHtml, escapeJs, escapeQuery} from './escape.ts'
import type {GoFunction, GoParameter} from './function-type.ts'
import {sprintf} from './go-format.ts'
import {printValue, sprint} from './go-print.ts'
import {goType, isTrue, type GoValue} from './go-value.ts'

/** A function with these parameters, of which all are given. */
export function fixed(parameters: readonly GoParameter[], call: GoFunction['call']): GoFunction {
  return {parameters, variadic: false, call}
}

/** A function of which the last parameter may be repeated or left out. */
export function variadic(parameters: readonly GoParameter[], call: GoFunction['call']): GoFunction {
  return {parameters, variadic: true, call}
}

const ANY = 'reflect.Value'
const printed: readonly GoParameter[] = ['interface {}']

/** The functions that text/template brings along. `and` and `or` are evaluated by the executor, which may skip arguments. */
export const BUILTINS: Readonly<Record<string, GoFunction>> = {
  and: variadic([ANY, ANY], () => undefined),
  or: variadic([ANY, ANY], () => undefined),
  not: fixed([ANY], (value) => !isTrue(value)),
  eq: variadic([ANY, ANY], (first, ...others) => equal(first, others)),
  ne: fixed([ANY, ANY], (a, b) => !equal(a, [b])),
  lt: fixed([ANY, ANY], less),
  le: fixed([ANY, ANY], lessOrEqual),
  gt: fixed([ANY, ANY], (a, b) => !lessOrEqual(a, b)),
  ge: fixed([ANY, ANY], (a, b) => !less(a, b)),
  len: fixed([ANY], length),
  index: variadic([ANY, ANY], (value, ...keys) => keys.reduce(item, value)),
  slice: variadic([ANY, ANY], slice),
  call: variadic([ANY, ANY], (value) => {
    throw new Error(value === undefined ? 'call of nil' : `non-function ${printValue(value)} of type ${goType(value)}`)
  }),
  print: variadic(printed, (...values) => sprint(values)),
  printf: variadic(['string', ...printed], (format, ...values) => sprintf(String(format), values)),
  println: variadic(printed, (...values) => `${values.map(printValue).join(' ')}\n`),
  html: variadic(printed, (...values) => escapeHtml(textOf(values))),
  js: variadic(printed, (...values) => escapeJs(textOf(values))),
  urlquery: variadic(printed, (...values) => escapeQuery(textOf(values))),
}

/** Escapers print their arguments; a missing one is `<no value>`, as in an action. */
function textOf(values: readonly GoValue[]): string {
  return sprint(values.map((value) => value ?? '<no value>'))
}

function length(value: GoValue): GoValue {
  if (typeof value === 'string') return BigInt(new TextEncoder().encode(value).length)
  if (typeof value === 'object' && value.kind === 'map') return BigInt(value.entries.size)
  if (typeof value === 'object' && value.kind === 'slice') return BigInt(value.items.length)
  throw new Error(
    value === undefined ? 'reflect: call of reflect.Value.Type on zero Value' : `len of type ${goType(value)}`,
  )
}

function item(value: GoValue, key: GoValue): GoValue {
  if (value === undefined) throw new Error('index of untyped nil')
  if (typeof value === 'object' && value.kind === 'map') {
    if (typeof key !== 'string') throw new Error(`value has type ${goType(key)}; should be string`)
    return value.entries.has(key) ? value.entries.get(key) : value.zero
  }
  if (typeof value === 'string') {
    const bytes = new TextEncoder().encode(value)
    return BigInt(bytes[position(key, bytes.length - 1)]!)
  }
  if (typeof value !== 'object' || value.kind !== 'slice') throw new Error(`can't index item of type ${goType(value)}`)
  return value.items[position(key, value.items.length - 1)]
}

function slice(value: GoValue, ...keys: readonly GoValue[]): GoValue {
  if (value === undefined) throw new Error('slice of untyped nil')
  if (keys.length > 3) throw new Error(`too many slice indexes: ${String(keys.length)}`)
  const isText = typeof value === 'string'
  if (!isText && !(typeof value === 'object' && value.kind === 'slice')) {
    throw new Error(`can't slice item of type ${goType(value)}`)
  }
  if (isText && keys.length === 3) throw new Error('cannot 3-index slice a string')
  const bytes = isText ? new TextEncoder().encode(value) : undefined
  const size = bytes?.length ?? (value as {items: readonly GoValue[]}).items.length
  const [from = 0, to = size] = keys.map((key) => position(key, size))
  if (from > to) throw new Error(`invalid slice index: ${String(from)} > ${String(to)}`)
  if (bytes) return new TextDecoder().decode(bytes.subarray(from, to))
  return typeof value === 'object' && value.kind === 'slice'
    ? {...value, items: value.items.slice(from, to)}
    : undefined
}

function position(key: GoValue, most: number): number {
  if (key === undefined) throw new Error('cannot index slice/array with nil')
  if (typeof key !== 'bigint') throw new Error(`cannot index slice/array with type ${goType(key)}`)
  if (key < 0n || key > BigInt(most)) throw new Error(`index out of range: ${String(key)}`)
  return Number(key)
}
