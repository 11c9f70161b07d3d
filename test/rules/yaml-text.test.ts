import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {PlugmonError} from '../../src/errors.ts'
import {yamlText} from '../../src/rules/yaml-text.ts'

const bytesOf = (...parts: readonly (string | readonly number[])[]) =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : Buffer.from(part))))

function refusal(bytes: Uint8Array): {message: string; where: object} | undefined {
  try {
    yamlText(bytes, 'a.yml')
    return undefined
  } catch (error) {
    if (!(error instanceof PlugmonError)) throw error
    return {message: error.message, where: error.where}
  }
}

describe('text', () => {
  test.each([
    {name: 'nothing', bytes: bytesOf(''), text: ''},
    {
      name: 'characters of every length',
      bytes: bytesOf('a\u00e9日😀\u07ff\uffff\u{10ffff}'),
      text: 'aé日😀\u07ff\uffff\u{10ffff}',
    },
    {name: 'UTF-8 with a mark', bytes: bytesOf([0xef, 0xbb, 0xbf], 'a: é'), text: 'a: é'},
    {name: 'a mark that is not at the beginning', bytes: bytesOf('a\ufeffb'), text: 'a\ufeffb'},
    {name: 'UTF-16, low byte first', bytes: bytesOf([0xff, 0xfe, 0x61, 0, 0xe9, 0]), text: 'aé'},
    {name: 'UTF-16, high byte first', bytes: bytesOf([0xfe, 0xff, 0, 0x61, 0xd8, 0x3d, 0xde, 0]), text: 'a😀'},
  ])('$name', ({bytes, text}) => {
    expect(yamlText(bytes, 'a.yml')).toBe(text)
  })
})

describe("no text, in the words of Prometheus' reader", () => {
  test.each([
    {name: 'Latin-1', bytes: [0xe9, 0x22, 0x22], message: 'invalid trailing UTF-8 octet'},
    {name: 'a character that is cut by another', bytes: [0xe2, 0x82, 0x61], message: 'invalid trailing UTF-8 octet'},
    {name: 'a character that is cut by the end', bytes: [0xe2, 0x82], message: 'incomplete UTF-8 octet sequence'},
    {name: 'a lone continuation', bytes: [0x80], message: 'invalid leading UTF-8 octet'},
    {name: 'a byte that is never there', bytes: [0xfe], message: 'invalid leading UTF-8 octet'},
    {name: 'more bytes than it needs', bytes: [0xc0, 0xaf], message: 'invalid length of a UTF-8 sequence'},
    {name: 'half a surrogate pair', bytes: [0xed, 0xa0, 0x80], message: 'invalid Unicode character'},
    {name: 'beyond the last character', bytes: [0xf4, 0x90, 0x80, 0x80], message: 'invalid Unicode character'},
  ])('$name', ({bytes, message}) => {
    const where = {file: 'a.yml', line: 2, column: 4}
    expect(refusal(bytesOf('é\n日 a', bytes))).toEqual({message: `yaml: ${message}`, where})
  })

  test('half of a UTF-16 character', () => {
    const where = {file: 'a.yml', line: 2, column: 1}
    expect(refusal(bytesOf([0xff, 0xfe, 0x61, 0, 0x0a, 0, 0x62]))).toEqual({message: 'yaml: incomplete UTF-16', where})
  })

  test('what is refused is what is not UTF-8, and the text before the place is', () => {
    const octet = fc.oneof(fc.integer({min: 0, max: 255}), fc.constantFrom(0xc3, 0xa9, 0xe2, 0x82, 0xac, 0xf0, 0x9f))
    fc.assert(
      fc.property(fc.array(octet, {maxLength: 12}), (octets) => {
        const bytes = bytesOf(octets)
        fc.pre(octets[0] !== 0xfe && octets[0] !== 0xff)
        expect(refusal(bytes) === undefined).toBe(Buffer.from(bytes.toString()).equals(bytes))
      }),
    )
  })
})
