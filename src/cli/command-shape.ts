import type {Argument, Command, Option} from 'commander'
import {SETTING_KEYS, settingOf} from './settings.ts'

/** A flag as completion and the manual page show it. */
export interface FlagShape {
  /** `--output`. */
  readonly long: string
  /** `-o`. */
  readonly short: string | undefined
  /** What stands for its value: `<form>`; undefined where it takes none. */
  readonly placeholder: string | undefined
  readonly description: string
  /** The heading in help: `Input:`; undefined for the command's own. */
  readonly group: string | undefined
  /** The only values, where they are few; empty otherwise. */
  readonly choices: readonly string[]
}

/** A command as completion and the manual page show it. */
export interface CommandShape {
  /** With those above it, without the program: `check rules`; empty for the program itself. */
  readonly path: string
  readonly name: string
  /** What comes behind the name: `<rules> <sources...>`. */
  readonly operands: string
  /** The only words that its first operand can be, where they are few; empty otherwise. */
  readonly words: readonly string[]
  readonly description: string
  readonly flags: readonly FlagShape[]
  readonly commands: readonly CommandShape[]
}

/** The shape of a command and all below it. */
export function shapeOf(command: Command, above = ''): CommandShape {
  const isProgram = command.parent === null
  const path = isProgram ? '' : `${above} ${command.name()}`.trim()
  return {
    path,
    name: command.name(),
    operands: command.registeredArguments.map(operand).join(' '),
    words: command.registeredArguments[0]?.argChoices ?? [],
    description: command.description(),
    flags: command.options.map(flagOf),
    commands: command.commands.map((each) => shapeOf(each, path)),
  }
}

/** The command and all below it, one after the other. */
export function everyCommand(shape: CommandShape): CommandShape[] {
  return [shape, ...shape.commands.flatMap(everyCommand)]
}

function operand(argument: Argument): string {
  const text = `${argument.name()}${argument.variadic ? '...' : ''}`
  return argument.required ? `<${text}>` : `[${text}]`
}

function flagOf({flags, long, short, description, helpGroupHeading, argChoices}: Option): FlagShape {
  const placeholder = /<.*>/.exec(flags)?.[0]
  const key = SETTING_KEYS.find((candidate) => `--${candidate}` === long)
  return {
    long: long ?? flags,
    short,
    placeholder,
    description,
    group: helpGroupHeading === 'Options:' ? undefined : helpGroupHeading,
    choices: argChoices ?? (key === undefined ? [] : (settingOf(key).read.choices ?? [])),
  }
}
