import {variableOf} from './settings.ts'

/** Under the help of the program. */
export const EXIT_CODES_HELP = `
Exit codes: 0 ok · 1 failed · 2 usage or configuration · 3 lint findings · 10 alerts or thresholds at or above --fail-on`

/** Under the help of commands that read sources. */
export const SOURCES_HELP = `
A source is - (stdin), a file, a glob or a folder (also .gz), http(s)://… (a stream of server-sent events) or demo:[SCENARIO].
Several sources make one screen, with an instance each.`

/** Under the help of check rules. */
export const LINT_HELP = `
A finding makes the exit code 3 in rules that read plugmon's own metrics, and with --against. In rules for other metrics it is told,
and makes it 3 with --lint-fatal, as with promtool.`

/** Under the help of completion. */
export const COMPLETION_HELP = `
Put one of these where your shell starts: source <(plugmon completion bash), source <(plugmon completion zsh) after compinit,
plugmon completion fish | source.`

/** The paragraph under every help: what else sets a flag. */
export const PRECEDENCE_HELP = `
Every flag is also a variable (--window: ${variableOf('window')}) and a key of the config file; the flag wins, then the
variable, then the file. A bearer token for a stream is given in PLUGMON_TOKEN or with --header-file.`
