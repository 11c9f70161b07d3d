/**
 * Values as Go's templates see them. An int is a bigint and a float64 a number, because Go prints and compares them differently; undefined
 * is Go's missing value and its nil.
 */
export type GoValue = undefined | boolean | string | bigint | number | GoMap | GoSlice | GoStruct | GoOpaque

/** A map with text keys; a key that is missing gives `zero`. */
export interface GoMap {
  readonly kind: 'map'
  readonly type: string
  readonly entries: ReadonlyMap<string, GoValue>
  readonly zero: GoValue
}

/** A slice. */
interface GoSlice {
  readonly kind: 'slice'
  readonly type: string
  readonly items: readonly GoValue[]
}

/** A struct or a pointer to one: what a template may see of it are its fields. */
export interface GoStruct {
  readonly kind: 'struct'
  readonly type: string
  readonly fields: ReadonlyMap<string, GoValue>
}

/** A value that can only be printed: a time, a native histogram. */
export interface GoOpaque {
  readonly kind: 'opaque'
  readonly type: string
  readonly text: string
}

/** Labels as a map[string]string. */
export function goLabels(labels: Readonly<Record<string, string>>): GoMap {
  return {kind: 'map', type: 'map[string]string', entries: new Map(Object.entries(labels)), zero: ''}
}

/** The name of the value's type, as %T prints it. */
export function goType(value: GoValue): string {
  switch (typeof value) {
    case 'undefined':
      return '<nil>'
    case 'boolean':
      return 'bool'
    case 'string':
      return 'string'
    case 'bigint':
      return 'int'
    case 'number':
      return 'float64'
    default:
      return value.type
  }
}

/** What `if` makes of a value: false for false, 0, and what is empty or missing. */
export function isTrue(value: GoValue): boolean {
  if (typeof value !== 'object') return Boolean(value) || Number.isNaN(value)
  if (value.kind === 'map') return value.entries.size > 0
  return value.kind === 'slice' ? value.items.length > 0 : true
}
