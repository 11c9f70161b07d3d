import type {CommandShape, FlagShape} from './command-shape.ts'
import {everyCommand} from './command-shape.ts'
import {EXIT_CODES_HELP, LINT_HELP, PRECEDENCE_HELP, SOURCES_HELP} from './help-text.ts'

/** The manual page of a program in roff, made from what --help knows. */
export function manualPage(program: CommandShape, version: string): string {
  const commands = everyCommand(program).filter(({commands: below}) => below.length === 0)
  const shared = new Map(
    commands.flatMap(({flags}) => flags.filter(isShared).map((flag) => [flag.long, flag] as const)),
  )
  const groups = [...new Set([...shared.values()].map(({group}) => group!))]
  return [
    `.TH ${program.name.toUpperCase()} 1 "" "${program.name} ${version}" "User Commands"`,
    '.SH NAME',
    `${program.name} \\- ${roff(program.description)}`,
    '.SH SYNOPSIS',
    ...commands.flatMap((command) => [bold(`${program.name} ${command.path}`, rest(command)), '.br']),
    '.SH DESCRIPTION',
    paragraph(SOURCES_HELP),
    '.SH COMMANDS',
    ...commands.flatMap(({path, operands, description, flags}) => [
      `.SS ${roff(`"${path} ${operands}`.trimEnd())}"`,
      `${roff(sentence(description))}`,
      ...flags.filter((flag) => !isShared(flag)).flatMap(flagLines),
      ...(path === 'check rules' ? ['.PP', paragraph(LINT_HELP)] : []),
    ]),
    '.SH SHARED OPTIONS',
    paragraph(PRECEDENCE_HELP),
    ...groups.flatMap((group) => [
      `.SS ${roff(group.replace(':', ''))}`,
      ...[...shared.values()].filter((flag) => flag.group === group).flatMap(flagLines),
    ]),
    '.SH EXIT STATUS',
    paragraph(EXIT_CODES_HELP.replace(/^\s*Exit codes: /, '')),
    '',
  ].join('\n')
}

/** Flags under a heading are those of many commands. */
function isShared({group}: FlagShape): boolean {
  return group !== undefined
}

function rest({operands, flags}: CommandShape): string {
  return [flags.length > 0 ? '[options]' : '', operands].filter(Boolean).join(' ')
}

function flagLines({long, short, placeholder, description, choices}: FlagShape): string[] {
  const names = [short, long].filter(Boolean).join(', ')
  const words =
    choices.length === 0 || choices.every((word) => description.includes(word)) ? '' : `: ${choices.join(', ')}`
  return ['.TP', bold(names, placeholder ?? ''), roff(sentence(`${description}${words}`))]
}

function bold(text: string, plain: string): string {
  return `\\fB${roff(text)}\\fR ${roff(plain)}`.trimEnd()
}

function sentence(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`
}

function paragraph(text: string): string {
  return text.trim().split('\n').map(roff).join('\n')
}

/** Text that roff prints as it is: no line of it is a request, and a dash can be searched for. */
function roff(text: string): string {
  return text.replaceAll('\\', '\\e').replaceAll('-', '\\-').replace(/^[.']/, '\\&$&')
}
