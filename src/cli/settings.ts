import {WINDOWS} from '../figures.ts'
import type {Reader} from './values.ts'
import {
  readBoolean,
  readChoice,
  readCount,
  readDuration,
  readInstant,
  readPositiveDuration,
  readText,
} from './values.ts'

/** How one setting is read and told. */
export interface Setting<T> {
  /** The flag as commander takes it; the key is its long name. Without one, only variable and file set it. */
  readonly flag: string | undefined
  readonly description: string
  readonly read: Reader<T>
  /** The value when nobody says anything, as a person would write it; undefined: not set. */
  readonly fallback: string | undefined
  /** May be given several times; the variable holds one, the file a list. */
  readonly isList?: true
  /** Never printed. */
  readonly isSecret?: true
}

function setting<T>(flag: string | undefined, description: string, read: Reader<T>, fallback?: string): Setting<T> {
  return {flag, description, read, fallback}
}

/** Every setting that flags, `PLUGMON_…` variables and the config file share. One table, from which help, `config` and checks are made. */
const SETTINGS = {
  since: setting(
    '--since <time>',
    'begin here: so long before the newest event (1h), or an RFC 3339 time',
    readInstant,
  ),
  until: setting('--until <time>', 'end here, in the same form', readInstant),
  from: setting('--from <place>', 'where to begin reading a file: start or end', readChoice('start', 'end'), 'start'),
  window: setting('--window <window>', 'sliding window: 1m, 5m, 15m or 1h', readChoice(...WINDOWS), '5m'),
  interval: setting('--interval <duration>', 'between two evaluations of the rules', readPositiveDuration, '15s'),
  lateness: setting('--lateness <duration>', 'how late an event may be for its tick', readDuration, '2s'),
  rules: {
    ...setting('--rules <file>', 'a rule file to evaluate beside the built-in pack; may be given again', readText),
    isList: true as const,
  },
  'builtin-rules': setting(
    '--no-builtin-rules',
    'evaluate the built-in rules; the flag leaves them out',
    readBoolean,
    'true',
  ),
  'series-cap': setting(
    '--series-cap <count>',
    'series per metric, before the rest goes to __other__',
    readCount(1),
    '10000',
  ),
  color: setting('--color <when>', 'auto, always or never', readChoice('auto', 'always', 'never'), 'auto'),
  ascii: setting(
    '--ascii <when>',
    'plain ASCII signs: auto, always or never',
    readChoice('auto', 'always', 'never'),
    'auto',
  ),
  'fail-on': setting(
    '--fail-on <severity>',
    'exit 10 when something at or above this was firing: threshold, warning or critical',
    readChoice('never', 'threshold', 'warning', 'critical'),
    'never',
  ),
  'summary-interval': setting(
    '--summary-interval <duration>',
    'of event time, between two summaries without a screen; 0: only the last',
    readDuration,
    '60s',
  ),
  header: {
    ...setting('--header <line>', 'HTTP header for the stream, as "Name: value"; may be given again', readText),
    isList: true as const,
    isSecret: true as const,
  },
  'header-file': setting('--header-file <file>', 'a file of such header lines', readText),
  token: {...setting(undefined, 'bearer token for the stream (PLUGMON_TOKEN)', readText), isSecret: true as const},
  ca: setting('--ca <file>', 'PEM file of certificate authorities to trust', readText),
  insecure: setting('--insecure', 'do not check the certificate; the screen says so', readBoolean, 'false'),
  'state-dir': setting(
    '--state-dir <folder>',
    'keep here how far files are read and how alerts stand, to go on after a restart',
    readText,
  ),
  'log-file': setting('--log-file <file>', 'append every change here, beside the screen', readText),
} satisfies Record<string, Setting<unknown>>

/** The name of a setting: the flag without its dashes, the key in the config file. */
export type SettingKey = keyof typeof SETTINGS

type ValueOf<S> = S extends {isList: true; read: (text: string) => infer T}
  ? readonly T[]
  : S extends {read: (text: string) => infer T; fallback: string | undefined}
    ? T | undefined
    : never

/** The keys that always have a value, because they have a fallback. */
type SetKey =
  | 'from'
  | 'window'
  | 'interval'
  | 'lateness'
  | 'builtin-rules'
  | 'series-cap'
  | 'color'
  | 'ascii'
  | 'fail-on'
  | 'summary-interval'
  | 'insecure'

/** The values in force. Durations are milliseconds. */
export type Settings = {
  readonly [K in SettingKey]: K extends SetKey
    ? Exclude<ValueOf<(typeof SETTINGS)[K]>, undefined>
    : ValueOf<(typeof SETTINGS)[K]>
}

/** All keys, in the order of the table. */
export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[]

/** The environment variable of a setting. */
export function variableOf(key: SettingKey): string {
  return `PLUGMON_${key.toUpperCase().replaceAll('-', '_')}`
}

/** The table's row of a key, as a plain setting. */
export function settingOf(key: SettingKey): Setting<unknown> {
  return SETTINGS[key]
}
