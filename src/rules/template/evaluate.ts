import type {GoParameter} from './function-type.ts'
import {fail, type Frame} from './frame.ts'
import {goType, isTrue, type GoValue} from './go-value.ts'
import {nodeText, type Command, type Operand, type Pipe} from './node.ts'

/** What a command gets from the one before it; absent for the first. */
type Final = {readonly value: GoValue} | undefined

const INT_MAX = 2n ** 63n - 1n

/** The value of a pipeline; variables that it declares are pushed, those that it assigns to are set. Fails as text/template does. */
export function evaluatePipe(frame: Frame, dot: GoValue, pipe: Pipe): GoValue {
  frame.node = pipe
  let final: Final
  for (const command of pipe.commands) final = {value: evaluateCommand(frame, dot, command, final)}
  const value = final?.value
  for (const name of pipe.variables) {
    if (pipe.assigns) setVariable(frame, name, value)
    else frame.variables.push({name, value})
  }
  return value
}

/** Gives a visible variable another value. */
export function setVariable(frame: Frame, name: string, value: GoValue): void {
  const variable = frame.variables.findLast((candidate) => candidate.name === name)
  if (variable === undefined) fail(frame, `undefined variable: ${name}`)
  else variable.value = value
}

function evaluateCommand(frame: Frame, dot: GoValue, command: Command, final: Final): GoValue {
  const [first, ...rest] = command.operands
  if (first === undefined) return undefined
  if (first.kind === 'identifier') return callFunction(frame, dot, first.name, first, command, rest, final)
  if (first.kind !== 'pipe') frame.node = first
  const fields =
    first.kind === 'field' || first.kind === 'chain' || (first.kind === 'variable' && first.path.length > 1)
  const hasArguments = rest.length > 0 || final !== undefined
  if (hasArguments && !fields) fail(frame, `can't give argument to non-function ${nodeText(first)}`)
  if (first.kind === 'nil') fail(frame, 'nil is not a command')
  return evaluateOperand(frame, dot, first, hasArguments)
}

function evaluateOperand(frame: Frame, dot: GoValue, operand: Operand, hasArguments = false): GoValue {
  if (operand.kind !== 'pipe') frame.node = operand
  switch (operand.kind) {
    case 'pipe':
      return evaluatePipe(frame, dot, operand)
    case 'identifier':
      return callFunction(frame, dot, operand.name, operand, operand, [], undefined)
    case 'field':
      return fieldsOf(frame, dot, operand.path, hasArguments)
    case 'variable': {
      const [name = '', ...path] = operand.path
      return fieldsOf(frame, variable(frame, name), path, hasArguments)
    }
    case 'chain': {
      if (operand.operand.kind === 'nil') fail(frame, `indirection through explicit nil in ${nodeText(operand)}`)
      return fieldsOf(frame, evaluateOperand(frame, dot, operand.operand), operand.path, hasArguments)
    }
    case 'dot':
      return dot
    case 'nil':
      return undefined
    case 'literal':
      return typeof operand.value === 'bigint' && operand.value > INT_MAX
        ? fail(frame, `${operand.text} overflows int`)
        : operand.value
  }
}

function variable(frame: Frame, name: string): GoValue {
  const found = frame.variables.findLast((candidate) => candidate.name === name)
  return found === undefined ? fail(frame, `undefined variable: ${name}`) : found.value
}

function fieldsOf(frame: Frame, start: GoValue, path: readonly string[], hasArguments: boolean): GoValue {
  let value = start
  for (const [index, name] of path.entries())
    value = field(frame, value, name, hasArguments && index === path.length - 1)
  return value
}

function field(frame: Frame, receiver: GoValue, name: string, hasArguments: boolean): GoValue {
  if (receiver === undefined) return undefined
  if (typeof receiver === 'object' && receiver.kind === 'map') {
    if (hasArguments) fail(frame, `${name} is not a method but has arguments`)
    return receiver.entries.has(name) ? receiver.entries.get(name) : receiver.zero
  }
  if (typeof receiver === 'object' && receiver.kind === 'struct' && receiver.fields.has(name)) {
    if (hasArguments) fail(frame, `${name} has arguments but cannot be invoked as function`)
    return receiver.fields.get(name)
  }
  return fail(frame, `can't evaluate field ${name} in type ${goType(receiver)}`)
}

function callFunction(
  frame: Frame,
  dot: GoValue,
  name: string,
  identifier: Operand,
  whole: Command | Operand,
  operands: readonly Operand[],
  final: Final,
): GoValue {
  frame.node = identifier
  const called = frame.functions.get(name)
  if (called === undefined) return fail(frame, `"${name}" is not a defined function`)
  const {parameters, variadic} = called
  const count = operands.length + (final === undefined ? 0 : 1)
  const fixed = variadic ? parameters.length - 1 : parameters.length
  if (variadic && count < fixed) {
    fail(frame, `wrong number of args for ${name}: want at least ${String(fixed)} got ${String(operands.length)}`)
  }
  if (!variadic && count !== fixed) {
    fail(frame, `wrong number of args for ${name}: want ${String(fixed)} got ${String(count)}`)
  }
  const typeOf = (index: number): GoParameter => parameters[Math.min(index, parameters.length - 1)] ?? 'interface {}'
  if (name === 'and' || name === 'or') return shortCircuit(frame, dot, name, operands, final)
  const values = operands.map((operand, index) => evaluateArgument(frame, dot, typeOf(index), operand))
  if (final !== undefined) values.push(checkType(frame, final.value, typeOf(operands.length)))
  try {
    return called.call(...values)
  } catch (error) {
    frame.node = whole
    return fail(frame, `error calling ${name}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function shortCircuit(
  frame: Frame,
  dot: GoValue,
  name: 'and' | 'or',
  operands: readonly Operand[],
  final: Final,
): GoValue {
  let value: GoValue
  for (const operand of operands) {
    value = evaluateArgument(frame, dot, 'reflect.Value', operand)
    if (isTrue(value) === (name === 'or')) return value
  }
  return final === undefined ? value : final.value
}

function evaluateArgument(frame: Frame, dot: GoValue, type: GoParameter, operand: Operand): GoValue {
  frame.node = operand
  if (operand.kind === 'nil') return type === 'string' ? fail(frame, 'cannot assign nil to string') : undefined
  if (operand.kind !== 'literal') return checkType(frame, evaluateOperand(frame, dot, operand), type)
  if (type === 'interface {}' || type === 'reflect.Value') return evaluateOperand(frame, dot, operand)
  if (type !== 'string') return fail(frame, `can't handle ${operand.text} for arg of type ${type}`)
  return typeof operand.value === 'string' ? operand.value : fail(frame, `expected string; found ${operand.text}`)
}

function checkType(frame: Frame, value: GoValue, type: GoParameter): GoValue {
  if (type === 'interface {}' || type === 'reflect.Value') return value
  if (value === undefined) return type === 'string' ? fail(frame, 'invalid value; expected string') : undefined
  return goType(value) === type ? value : fail(frame, `wrong type for value; expected ${type}; got ${goType(value)}`)
}
