/** How many colours: none, 16, 256, or all of them; chalk's levels. */
export type ColorLevel = 0 | 1 | 2 | 3

/** What a person asked for on the command line. */
export type ColorChoice = 'auto' | 'always' | 'never'

/**
 * Decides on colour: --color, then FORCE_COLOR, then NO_COLOR (https://no-color.org: set and not empty), then TERM=dumb, then what
 * chalk `detected`, which does not know NO_COLOR.
 */
export function colorLevel(
  choice: ColorChoice,
  environment: Readonly<Record<string, string | undefined>>,
  detected: ColorLevel,
): ColorLevel {
  const least = detected === 0 ? 1 : detected
  if (choice === 'never') return 0
  if (choice === 'always') return least
  const forced = environment['FORCE_COLOR']
  if (forced !== undefined && forced !== '') return forcedLevel(forced, least)
  if (environment['NO_COLOR']) return 0
  return environment['TERM'] === 'dumb' ? 0 : detected
}

function forcedLevel(forced: string, least: ColorLevel): ColorLevel {
  if (forced === 'false') return 0
  if (forced === 'true') return least
  const level = Number(forced)
  return Number.isNaN(level) ? least : (Math.min(3, Math.max(0, Math.trunc(level))) as ColorLevel)
}
