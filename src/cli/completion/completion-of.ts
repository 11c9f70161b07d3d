import type {CommandShape} from '../command-shape.ts'
import {bashCompletion} from './bash.ts'
import {fishCompletion} from './fish.ts'
import {zshCompletion} from './zsh.ts'

/** The shells that plugmon can be completed in. */
export type Shell = 'bash' | 'zsh' | 'fish'

/** The script that makes a shell complete the commands of a program, their flags, and the values of flags where they are few. */
export function completionOf(shell: Shell, program: CommandShape): string {
  switch (shell) {
    case 'bash':
      return bashCompletion(program)
    case 'zsh':
      return zshCompletion(program)
    case 'fish':
      return fishCompletion(program)
  }
}
