import {CommanderError} from 'commander'
import {formatWhere, PlugmonError} from '../errors.ts'
import {cleanLines, cleanText} from '../format/clean-text.ts'
import {EXIT} from './context.ts'
import {createProgram} from './program.ts'

/** The only place that prints an error and picks the exit code. */
async function main(): Promise<void> {
  process.stdout.on('error', leaveOnLostOutput)
  process.stderr.on('error', leaveOnLostOutput)
  try {
    process.exitCode = EXIT.ok
    await createProgram((code) => {
      process.exitCode = code
    }).parseAsync(process.argv)
  } catch (error) {
    process.exitCode = report(error)
  }
}

/** A reader that went away (`plugmon report … | head`) is no failure; a full disk is. */
function leaveOnLostOutput(error: NodeJS.ErrnoException): void {
  if (error.code === 'EPIPE') process.exit()
  process.exit(
    report(
      new PlugmonError('unavailable', `cannot write the output: ${error.message}`, {
        cure: 'look where stdout and stderr go, and whether there is room',
      }),
    ),
  )
}

function report(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage
  if (!(error instanceof PlugmonError)) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    process.stderr.write(`plugmon: unexpected: ${cleanLines(text)}\n`)
    return EXIT.failed
  }
  const where = formatWhere(error.where)
  const message = where === '' ? error.message : `${where}: ${error.message}`
  process.stderr.write(`plugmon: ${cleanLines(message)}\n`)
  if (error.cure !== undefined) process.stderr.write(`  → ${cleanText(error.cure)}\n`)
  return error.code === 'unavailable' || error.code === 'internal' || error.code === 'unreadable'
    ? EXIT.failed
    : EXIT.usage
}

await main()
