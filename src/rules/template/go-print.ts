import {formatFloat} from './go-float.ts'
import type {GoStruct, GoValue} from './go-value.ts'

/** Stands for the address of a value inside of another, which differs from run to run in Go. */
const ADDRESS = '0xc000000000'

/** A value as Go's %v prints it: a pointer to a struct with `&`, one inside of another value as an address. */
export function printValue(value: GoValue): string {
  switch (typeof value) {
    case 'undefined':
      return '<nil>'
    case 'number':
      return formatFloat(value, 'g', -1)
    case 'object':
      break
    default:
      return String(value)
  }
  switch (value.kind) {
    case 'opaque':
      return value.text
    case 'struct':
      return (isPointer(value) ? '&' : '') + printFields(value)
    case 'slice':
      return `[${value.items.map(printInner).join(' ')}]`
    case 'map': {
      const names = [...value.entries.keys()].sort()
      return `map[${names.map((name) => `${name}:${printInner(value.entries.get(name))}`).join(' ')}]`
    }
  }
}

/** A value as an action prints it: it follows a pointer, and says `<no value>` where there is none. */
export function printAction(value: GoValue): string {
  if (value === undefined) return '<no value>'
  return typeof value === 'object' && value.kind === 'struct' ? printFields(value) : printValue(value)
}

/** Go's fmt.Sprint: a blank between two operands of which neither is a string. */
export function sprint(values: readonly GoValue[]): string {
  return values
    .map((value, index) => {
      const blank = index > 0 && typeof value !== 'string' && typeof values[index - 1] !== 'string'
      return (blank ? ' ' : '') + printValue(value)
    })
    .join('')
}

/** Whether Go has a pointer here. */
export function isPointer({type}: GoStruct): boolean {
  return type.startsWith('*')
}

function printInner(value: GoValue): string {
  return typeof value === 'object' && value.kind === 'struct' && isPointer(value) ? ADDRESS : printValue(value)
}

function printFields({fields}: GoStruct): string {
  return `{${[...fields.values()].map(printInner).join(' ')}}`
}
