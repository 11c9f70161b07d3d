import {linkSync, mkdirSync, symlinkSync, writeFileSync} from 'node:fs'
import {dirname, join, relative} from 'node:path'
import {expect, test} from 'vitest'
import {discoverLogs} from '../../../src/source/paths/discover-logs.ts'
import {expandPaths} from '../../../src/source/paths/expand-paths.ts'
import {makeFolder} from '../folder.ts'

const FILES = [
  'a.log',
  'a.log.1',
  'a.log.2.gz',
  'b-20261120.log',
  'b-20261121.log',
  'c.jsonl',
  'readme.md',
  '.hidden.log',
  'deep/d.log',
  'deep/er/e.log',
  'odd[1].log',
]

function makeTree(): string {
  const folder = makeFolder()
  for (const file of FILES) {
    mkdirSync(dirname(join(folder, file)), {recursive: true})
    writeFileSync(join(folder, file), '')
  }
  return folder
}

test.each([
  {name: 'a file', paths: ['a.log'], expected: {'a.log': 'a.log'}},
  {name: 'a rotated file alone', paths: ['a.log.1'], expected: {'a.log.1': 'a.log.1'}},
  {
    name: 'files of one log',
    paths: ['a.log', 'a.log.2.gz', 'a.log.1'],
    expected: {'a.log': 'a.log.2.gz a.log.1 a.log'},
  },
  {
    name: 'a folder',
    paths: ['.'],
    expected: {
      'a.log': 'a.log.2.gz a.log.1 a.log',
      'b.log': 'b-20261120.log b-20261121.log',
      'c.jsonl': 'c.jsonl',
      'odd[1].log': 'odd[1].log',
    },
  },
  {name: 'a star', paths: ['a*'], expected: {'a.log': 'a.log.2.gz a.log.1 a.log'}},
  {name: 'braces', paths: ['{a.log,c.jsonl}'], expected: {'a.log': 'a.log', 'c.jsonl': 'c.jsonl'}},
  {name: 'a range', paths: ['[b-c]*'], expected: {'b.log': 'b-20261120.log b-20261121.log', 'c.jsonl': 'c.jsonl'}},
  {name: 'not in a set', paths: ['[!abo]*.???*'], expected: {'c.jsonl': 'c.jsonl'}},
  {name: 'any depth', paths: ['**/[de].log'], expected: {'deep/d.log': 'deep/d.log', 'deep/er/e.log': 'deep/er/e.log'}},
  {name: 'a hidden file by its dot', paths: ['.h*'], expected: {'.hidden.log': '.hidden.log'}},
  {name: 'a name that looks like a pattern', paths: ['odd[1].log'], expected: {'odd[1].log': 'odd[1].log'}},
  {name: 'a file that does not exist', paths: ['no.log', 'c.jsonl'], expected: {'c.jsonl': 'c.jsonl', 'no.log': ''}},
  {name: 'a pattern without a match', paths: ['no*'], expected: {}},
  {name: 'a folder that does not exist', paths: ['no/'], expected: {}},
  {name: 'the same file twice', paths: ['c.jsonl', './c.jsonl', '*.jsonl'], expected: {'c.jsonl': 'c.jsonl'}},
])('$name', ({paths, expected}) => {
  const folder = makeTree()
  const logs = expandPaths(paths.map((path) => `${folder}/${path}`))
  const shown = logs.map(({path, files}) => [
    relative(folder, path),
    files.map((file) => relative(folder, file)).join(' '),
  ])
  expect(Object.fromEntries(shown)).toEqual(expected)
})

test('a link and its target are one file', () => {
  const folder = makeTree()
  symlinkSync('b-20261121.log', join(folder, 'b.log'))
  linkSync(join(folder, 'c.jsonl'), join(folder, 'c2.jsonl'))
  const logs = expandPaths([`${folder}/{b,c}*`])
  expect(logs.map(({files}) => files.length)).toEqual([2, 1])
  expect(logs[0]?.path).toBe(join(folder, 'b.log'))
})

test('a log that is just being compressed is read once', () => {
  const folder = makeTree()
  writeFileSync(join(folder, 'a.log.1.gz'), '')
  const [log] = expandPaths([`${folder}/a*`])
  expect(log?.files.map((file) => relative(folder, file))).toEqual(['a.log.2.gz', 'a.log.1', 'a.log'])
})

test('too many files are refused with a cure', () => {
  const folder = makeTree()
  const refusal = expect.objectContaining({code: 'usage', cure: 'give a narrower pattern'})
  expect(() => expandPaths([folder], 6)).toThrow(refusal)
  expect(() => expandPaths([`${folder}/**`], 6)).toThrow(refusal)
  expect(expandPaths([folder], 7)).toHaveLength(4)
})

test('new logs are discovered, new files of known ones are not', async () => {
  const folder = makeTree()
  const paths = [`${folder}/*.log*`]
  const known = expandPaths(paths)
  writeFileSync(join(folder, 'a.log.3'), '')
  writeFileSync(join(folder, 'b-20261122.log'), '')
  writeFileSync(join(folder, 'new.log'), '')
  const controller = new AbortController()
  for await (const log of discoverLogs(paths, known, controller.signal)) {
    expect(log.path).toBe(join(folder, 'new.log'))
    controller.abort()
  }
})
