import {existsSync} from 'node:fs'
import {Argument, Command, InvalidArgumentError, Option} from 'commander'
import {cleanLines} from '../format/clean-text.ts'
import {defaultConfigPath} from './config-path.ts'
import {shapeOf} from './command-shape.ts'
import type {Shell} from './completion/completion-of.ts'
import type {Context} from './context.ts'
import {COMPLETION_HELP, EXIT_CODES_HELP, LINT_HELP, PRECEDENCE_HELP, SOURCES_HELP} from './help-text.ts'
import type {OptionGroup} from './options.ts'
import {addSettings, givenFlags} from './options.ts'
import {resolveSettings} from './resolve.ts'
import type {Run} from './run.ts'
import type {SettingKey} from './settings.ts'
import {SETTING_KEYS} from './settings.ts'
import {readCount, readInstant, readPositiveDuration} from './values.ts'

declare const __VERSION__: string

/** A command as the table below gives it; its module is loaded only when it runs, so that --help and --version are quick. */
interface Row {
  readonly groups?: readonly OptionGroup[]
  readonly settings?: readonly SettingKey[]
  readonly help?: string
  readonly options?: (command: Command) => Command
  readonly load: () => Promise<Run<never>>
}

/** The whole command line; `onExit` hears the exit code of the command that ran. */
export function createProgram(onExit: (code: number) => void): Command {
  const program = new Command('plugmon')
    .description('htop for a plugin host: states, percentiles, alerts and incidents, live in a terminal or as a report')
    .version(__VERSION__, '-V, --version')
    .exitOverride()
    .configureOutput({
      outputError: (text, write) => {
        write(cleanLines(text.replace(/^error:/, 'plugmon:')))
      },
    })
    .showHelpAfterError('  → plugmon --help lists the commands, plugmon COMMAND --help its options')
    .addHelpText('after', EXIT_CODES_HELP)

  function add(parent: Command, usage: string, description: string, row: Row): void {
    const command = parent.command(usage).description(description).exitOverride()
    row.options?.(command)
    addSettings(command, row.groups ?? [], row.settings)
    command.addHelpText('after', `${row.help ?? ''}${PRECEDENCE_HELP}`)
    command.action(async () => {
      const run = (await row.load()) as Run<unknown>
      onExit(await run(command.args, command.opts(), await contextOf(command)))
    })
  }

  add(program, 'watch [sources...]', 'the live screen; without a terminal, one line per change', {
    groups: ['Input:', 'Engine:', 'Output:'],
    settings: ['summary-interval', 'fail-on'],
    help: SOURCES_HELP,
    options: (command) => command.addOption(output('what is shown', 'screen', 'text', 'ndjson')),
    load: async () => (await import('./commands/watch.ts')).watch,
  })
  add(program, 'report <sources...>', 'one pass over the sources, then the report', {
    groups: ['Input:', 'Engine:', 'Output:'],
    settings: ['fail-on'],
    help: SOURCES_HELP,
    options: (command) =>
      command.addOption(
        output('form of the report', 'text', 'json', 'ndjson', 'markdown', 'prometheus', 'hlog').default('text'),
      ),
    load: async () => (await import('./commands/report.ts')).report,
  })
  add(program, 'demo', 'a make-believe host with a story, on the screen, served or written', {
    groups: ['Engine:', 'Output:'],
    options: (command) =>
      command
        .option('--scenario <name>', 'which story', 'story')
        .option('--list', 'list the scenarios')
        .option('--speed <factor>', 'how many seconds of the story pass in one', positive, 1)
        .option('--seed <number>', 'the same seed tells the same story', reads(readCount(0)), 1)
        .option('--plugins <count>', 'how many plugins it has', positive)
        .option('--rate <number>', 'events per second of the scenario bench', positive)
        .option('--serve', 'serve it as server-sent events on loopback')
        .option('--port <number>', 'where to serve it; 0: any', reads(readCount(0, 65_535)), 4650)
        .option('--out <file>', 'write it as JSON lines instead; - is stdout')
        .addOption(
          new Option('--duration <duration>', 'how much of the story to write')
            .argParser(reads(readPositiveDuration))
            .default(1_200_000, '20m'),
        )
        .option('--start <time>', 'when the written story begins (default: so that it ends now)', reads(readInstant))
        .addOption(output('what is shown', 'screen', 'text', 'ndjson')),
    load: async () => (await import('./commands/demo.ts')).demo,
  })

  add(program, 'query <expr> <sources...>', 'one PromQL expression over a log', {
    groups: ['Input:', 'Engine:', 'Output:'],
    options: (command) =>
      command
        .option(
          '--at <time>',
          'at this instant: RFC 3339, or so long before the end (default: the end)',
          reads(readInstant),
        )
        .option('--start <time>', 'over a range: from here', reads(readInstant))
        .option('--end <time>', 'to here (default: the end)', reads(readInstant))
        .option(
          '--step <duration>',
          'between two values of a range (default: the interval)',
          reads(readPositiveDuration),
        )
        .addOption(output('form of the answer', 'table', 'json', 'chart').default('table')),
    load: async () => (await import('./commands/query.ts')).query,
  })
  add(program, 'backtest <rules> <sources...>', 'when each rule of a file would have been pending and firing', {
    groups: ['Input:', 'Engine:', 'Output:'],
    options: (command) =>
      command
        .option('--sweep <values>', 'try several: for=0,1m,5m or threshold=0.1,0.5')
        .addOption(output('form of the answer', 'text', 'json').default('text')),
    load: async () => (await import('./commands/backtest.ts')).backtest,
  })
  add(program, 'explain <alert> <sources...>', 'the expression of an alert, with the value at every node', {
    groups: ['Input:', 'Engine:', 'Output:'],
    options: (command) => command.option('--at <time>', 'at this instant (default: the end)', reads(readInstant)),
    load: async () => (await import('./commands/explain.ts')).explain,
  })
  add(program, 'rules', 'print the built-in rules, as a file to start from', {
    load: async () => (await import('./commands/rules.ts')).printRules,
  })

  const check = program.command('check').description('read a file and say what is wrong with it, with place and cure')
  add(check, 'rules <files...>', 'rule files, as promtool does, and what is hardly meant', {
    settings: ['interval'],
    help: LINT_HELP,
    options: (command) =>
      command
        .option('--against <log>', 'also name what nothing in this log ever matched')
        .option('--lint-fatal', 'exit 3 for every finding'),
    load: async () => (await import('./commands/check.ts')).checkRules,
  })
  add(check, 'config <files...>', 'config files', {
    load: async () => (await import('./commands/check.ts')).checkConfig,
  })

  const test = program.command('test').description('run tests')
  add(test, 'rules <files...>', "promtool's unit tests for rules, unchanged", {
    options: (command) =>
      command
        .option('--run <regexp>', 'only the tests whose name matches')
        .option('--strict', 'compare values to the last digit, also where V8 rounds unlike Go')
        .option('--junit <file>', 'also write the outcome as JUnit XML')
        .option('--diff', 'show what was expected and what came as a diff'),
    load: async () => (await import('./commands/test-rules.ts')).testRules,
  })

  const config = program.command('config').description('which value is in force, and who says so')
  add(config, 'print', 'every setting, its value and where it comes from', {
    load: async () => (await import('./commands/config.ts')).printConfig,
  })
  add(config, 'path', 'the config file that is read', {
    load: async () => (await import('./commands/config.ts')).printConfigPath,
  })
  add(config, 'explain <key>', 'all that is said about one setting', {
    load: async () => (await import('./commands/config.ts')).explainConfig,
  })

  const host = program.command('host').description('what a host needs to be watched')
  add(host, 'python', 'print plugmon_host.py: one file without dependencies, Python 3.8 or later', {
    load: async () => (await import('./commands/host.ts')).printPythonHost,
  })

  program
    .command('completion')
    .description('print what makes a shell complete commands, flags and their values')
    .addArgument(new Argument('<shell>', 'of which shell').choices(['bash', 'zsh', 'fish']))
    .exitOverride()
    .addHelpText('after', COMPLETION_HELP)
    .action(async (shell: Shell) => {
      const {completionOf} = await import('./completion/completion-of.ts')
      process.stdout.write(completionOf(shell, shapeOf(program)))
    })
  program
    .command('man')
    .description('print the manual page: plugmon man | man -l -')
    .exitOverride()
    .action(async () => {
      const {manualPage} = await import('./manual-page.ts')
      process.stdout.write(manualPage(shapeOf(program), __VERSION__))
    })
  return program
}

async function contextOf(command: Command): Promise<Context> {
  const environment = process.env
  const named = (command.opts()['config'] as string | undefined) ?? environment['PLUGMON_CONFIG']
  const configPath = named ?? defaultConfigPath(environment)
  // Only who has a config file pays for reading YAML.
  const file =
    named !== undefined || existsSync(configPath)
      ? (await import('./config-file.ts')).readConfigFile(configPath)
      : undefined
  const resolved = resolveSettings(givenFlags(command, SETTING_KEYS), environment, file)
  return {
    settings: resolved.settings,
    resolved,
    configPath,
    environment,
    // Asked for, it is opened.
    get stdin() {
      return process.stdin
    },
    stdout: process.stdout,
    stderr: process.stderr,
    now: () => Date.now(),
  }
}

function output(description: string, ...choices: readonly string[]): Option {
  return new Option('-o, --output <form>', description).choices(choices)
}

/** A reader of values for a flag: what it throws is told as misuse of that flag. */
function reads<T>(read: (text: string) => T): (text: string) => T {
  return (text) => {
    try {
      return read(text)
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message)
    }
  }
}

function positive(text: string): number {
  const number = Number(text)
  if (!(number > 0)) throw new InvalidArgumentError('It is a number above 0.')
  return number
}
