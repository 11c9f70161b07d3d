import {expect, test} from 'vitest'
import {parseConfigFile} from '../../src/cli/config-file.ts'
import {resolveSettings} from '../../src/cli/resolve.ts'
import {PlugmonError, formatWhere} from '../../src/errors.ts'

const file = parseConfigFile('# mine\nwindow: 15m\nrules: [a.yml, b.yml]\nbuiltin-rules: no\n', 'config.yaml')

test('flag over environment over file over default', () => {
  const environment = {PLUGMON_WINDOW: '1h', PLUGMON_INTERVAL: '30s'}
  const {settings, said} = resolveSettings({window: '1m'}, environment, file)
  expect(settings.window).toBe('1m')
  expect(settings.interval).toBe(30_000)
  expect(settings.rules).toEqual(['a.yml', 'b.yml'])
  expect(settings['builtin-rules']).toBe(false)
  expect(settings['lateness']).toBe(2_000)
  expect(settings.since).toBeUndefined()
  expect(settings.header).toEqual([])
  expect(said.get('window')?.map(({place}) => place)).toEqual([
    '--window',
    'PLUGMON_WINDOW',
    'config.yaml:2:9',
    'default',
  ])
})

test('a flag that is a switch turns off and on', () => {
  expect(resolveSettings({'builtin-rules': false, insecure: true}, {}, undefined).settings).toMatchObject({
    'builtin-rules': false,
    insecure: true,
  })
})

test.each([
  {name: 'an unknown key', text: 'windoe: 5m\n', where: 'c.yaml:1:1', message: 'unknown key "windoe"', cure: 'window'},
  {name: 'a bad value', text: '\nwindow: 7m\n', where: 'c.yaml:2:9', message: '"7m" is not one of', cure: 'sliding'},
  {name: 'a map', text: 'rules:\n  a: 1\n', where: 'c.yaml:2:3', message: 'a map cannot stand here', cure: 'plain'},
  {
    name: 'a list for one value',
    text: 'window: [1m, 5m]',
    where: 'c.yaml:1:9',
    message: 'takes one value, not 2',
    cure: undefined,
  },
  {name: 'broken YAML', text: 'window: [1m\n', where: 'c.yaml:2:1', message: 'Flow sequence', cure: 'key: value'},
  {name: 'no map', text: 'hello', where: 'c.yaml:1:1', message: 'must be a map', cure: 'window'},
])('$name in the file is reported with its place and the cure', ({text, where, message, cure}) => {
  let caught: unknown
  try {
    parseConfigFile(text, 'c.yaml')
  } catch (error) {
    caught = error
  }
  expect(caught).toBeInstanceOf(PlugmonError)
  const error = caught as PlugmonError
  expect(error.code).toBe('config')
  expect(formatWhere(error.where)).toBe(where)
  expect(error.message).toContain(message)
  if (cure !== undefined) expect(error.cure).toContain(cure)
})

test('a bad variable names itself, and a secret is never repeated', () => {
  expect(() => resolveSettings({}, {PLUGMON_WINDOW: '9m'}, undefined)).toThrow(
    'PLUGMON_WINDOW: window: "9m" is not one of',
  )
})
