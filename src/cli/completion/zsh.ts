import type {CommandShape} from '../command-shape.ts'
import {casesOf} from './bash.ts'

/** For zsh 5 and later, once its completion is on (compinit); what it does not know is completed as a file. */
export function zshCompletion(program: CommandShape): string {
  const {commands, choices, values, flags, next} = casesOf(program)
  const described = (rows: readonly (readonly [word: string, description: string])[]) =>
    rows.map(([word, description]) => quoted(`${word}:${description}`)).join(' ')
  return `#compdef ${program.name}
# Completion of ${program.name} for zsh.
_${program.name}() {
    local command='' each
    local -a offered
    for each in "\${(@)words[2,CURRENT-1]}"; do
        case "$command $each" in
            ${commands}) command=\${command:+$command }$each ;;
        esac
    done
    case "$command \${words[CURRENT-1]}" in
${choices.map(({pattern, words}) => `        ${pattern}) compadd -- ${words.join(' ')}; return ;;`).join('\n')}
        ${values}) _files; return ;;
    esac
    case "$command \${words[CURRENT]}" in
${flags
  .map(({pattern, flags: own}) => {
    const rows = own.map(({long, description}) => [long, description] as const)
    return `        ${pattern}) offered=(${described([...rows, ['--help', 'show help']])}); _describe -o option offered ;;`
  })
  .join('\n')}
${next
  .map(({pattern, words}) => {
    const rows = words.map(({name, description}) => [name, description] as const)
    return `        ${pattern}) offered=(${described(rows)}); _describe command offered ;;`
  })
  .join('\n')}
        *) _files ;;
    esac
}
compdef _${program.name} ${program.name}
`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
