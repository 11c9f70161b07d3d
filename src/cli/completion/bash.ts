import type {CommandShape, FlagShape} from '../command-shape.ts'
import {everyCommand} from '../command-shape.ts'

/** What of a command line bash and zsh ask in the same way: patterns of `case`, over "the command so far" and a word. */
export interface Cases {
  /** Every command, as `check rules`: what makes the command longer. */
  readonly commands: string
  /** Behind these flags stands one of a few words. */
  readonly choices: readonly {readonly pattern: string; readonly words: readonly string[]}[]
  /** Behind these flags stands a value that nobody can guess, or a path: files are offered. */
  readonly values: string
  /** The flags of each command. */
  readonly flags: readonly {readonly pattern: string; readonly flags: readonly FlagShape[]}[]
  /** What stands behind each command for which there are few words: the commands below it, or its operand. */
  readonly next: readonly {readonly pattern: string; readonly words: readonly Word[]}[]
}

/** A word that a shell offers. */
interface Word {
  readonly name: string
  readonly description: string
}

/** The cases of a program. Names of commands and flags have no character that a shell would take for more. */
export function casesOf(program: CommandShape): Cases {
  const commands = everyCommand(program)
  const named = ({path}: CommandShape, flags: readonly FlagShape[]) =>
    flags.flatMap(({short, long}) => [short, long].filter(Boolean).map((flag) => `'${path} ${flag!}'`))
  const byWords = new Map<string, string[]>()
  for (const command of commands) {
    for (const flag of command.flags.filter(({choices}) => choices.length > 0)) {
      const words = flag.choices.join(' ')
      byWords.set(words, [...(byWords.get(words) ?? []), ...named(command, [flag])])
    }
  }
  return {
    commands: commands
      .slice(1)
      .map(({path, name}) => `'${path.slice(0, -name.length - 1)} ${name}'`)
      .join(' | '),
    choices: [...byWords].map(([words, patterns]) => ({pattern: patterns.join(' | '), words: words.split(' ')})),
    values: commands
      .flatMap((command) =>
        named(
          command,
          command.flags.filter(({placeholder, choices}) => placeholder !== undefined && choices.length === 0),
        ),
      )
      .join(' | '),
    flags: commands.map(({path, flags}) => ({pattern: `'${path} -'*`, flags})),
    next: commands
      .map(({path, commands: below, words}) => ({
        pattern: `'${path} '*`,
        words: [...below, ...words.map((name) => ({name, description: ''}))],
      }))
      .filter(({words}) => words.length > 0),
  }
}

/** For bash 3.2 and later; what it does not know is completed as a file. */
export function bashCompletion(program: CommandShape): string {
  const {commands, choices, values, flags, next} = casesOf(program)
  const offer = (words: readonly (string | undefined)[]) =>
    `COMPREPLY=($(compgen -W '${words.filter(Boolean).join(' ')}' -- "$word"))`
  return `# Completion of ${program.name} for bash.
_${program.name}() {
    local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} command='' each
    for each in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
        case "$command $each" in
            ${commands}) command=\${command:+$command }$each ;;
        esac
    done
    COMPREPLY=()
    case "$command $before" in
${choices.map(({pattern, words}) => `        ${pattern}) ${offer(words)}; return ;;`).join('\n')}
        ${values}) return ;;
    esac
    case "$command $word" in
${flags.map(({pattern, flags: own}) => `        ${pattern}) ${offer([...own.flatMap(({short, long}) => [short, long]), '--help'])} ;;`).join('\n')}
${next.map(({pattern, words}) => `        ${pattern}) ${offer(words.map(({name}) => name))} ;;`).join('\n')}
    esac
}
complete -o bashdefault -o default -F _${program.name} ${program.name}
`
}
