import type {Context} from './context.ts'

/** Runs one command: its arguments, its own options, the world; gives the exit code. */
export type Run<O> = (args: string[], options: O, context: Context) => Promise<number>
