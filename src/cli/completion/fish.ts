import type {CommandShape, FlagShape} from '../command-shape.ts'
import {everyCommand} from '../command-shape.ts'

/** For fish 3 and later; what it does not know is completed as a file. */
export function fishCompletion(program: CommandShape): string {
  const lines = everyCommand(program).flatMap((command) => [
    ...command.commands.map((below) => subcommand(program, command, below)),
    ...command.words.map((word) => completion(program, within(command.path), `-f -a ${word}`, command.description)),
    ...command.flags.map((flag) => completion(program, within(command.path), flagArguments(flag), flag.description)),
  ])
  return `# Completion of ${program.name} for fish.\n${lines.join('\n')}\n`
}

function subcommand(program: CommandShape, parent: CommandShape, {name, description}: CommandShape): string {
  const none = `not __fish_seen_subcommand_from ${parent.commands.map((each) => each.name).join(' ')}`
  const where = parent.path === '' ? none : `${within(parent.path)}; and ${none}`
  return completion(program, where, `-f -a ${name}`, description)
}

/** The condition that a command has been named, with those above it. */
function within(path: string): string {
  if (path === '') return '__fish_use_subcommand'
  return path
    .split(' ')
    .map((name) => `__fish_seen_subcommand_from ${name}`)
    .join('; and ')
}

function flagArguments({long, short, placeholder, choices}: FlagShape): string {
  const names = [`-l ${long.slice(2)}`, ...(short === undefined ? [] : [`-s ${short.slice(1)}`])].join(' ')
  if (placeholder === undefined) return names
  return choices.length > 0 ? `${names} -x -a ${quoted(choices.join(' '))}` : `${names} -r`
}

function completion({name}: CommandShape, where: string, what: string, description: string): string {
  return `complete -c ${name} -n ${quoted(where)} ${what} -d ${quoted(description)}`
}

function quoted(text: string): string {
  return `'${text.replace(/['\\]/g, String.raw`\$&`)}'`
}
