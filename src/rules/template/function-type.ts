import type {GoValue} from './go-value.ts'

/** The types of parameters, as Go's messages name them. */
export type GoParameter = 'string' | 'interface {}' | 'reflect.Value' | '*template.sample' | 'template.queryResult'

/** A function that a template may call. The executor has checked number and types of the arguments. */
export interface GoFunction {
  readonly parameters: readonly GoParameter[]
  /** The last parameter may be repeated or left out. */
  readonly variadic: boolean
  /** Throws an Error with Go's message where the function fails. */
  call(...values: readonly GoValue[]): GoValue
}

/** Functions by name. */
export interface FunctionTable {
  get(name: string): GoFunction | undefined
}

/** What Go says of a nil pointer. */
export const NIL_POINTER = 'runtime error: invalid memory address or nil pointer dereference'
