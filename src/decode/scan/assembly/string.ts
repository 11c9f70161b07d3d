/** Strings of JSON, 16 bytes at a time. */

const QUOTE: u32 = 34
const BACKSLASH: u32 = 92

/** The string needs its escapes undone. */
export const ESCAPED: u32 = 0x8000_0000
/** The string has bytes that are not ASCII. */
export const WIDE: u32 = 0x4000_0000

/** What was seen in the string before the last call's end: ESCAPED, WIDE. */
export let flags: u32 = 0

/**
 * A bit for each of 16 bytes that is not plain: a quote, a backslash, a control character, or the part of a character that is not
 * ASCII (negative as a signed byte, so one comparison finds both).
 */
export function notPlain(bytes: v128): i32 {
  return i8x16.bitmask(
    v128.or(
      v128.or(i8x16.eq(bytes, i8x16.splat(34)), i8x16.eq(bytes, i8x16.splat(92))),
      i8x16.lt_s(bytes, i8x16.splat(32)),
    ),
  )
}

/** The address of the quote that ends a string which begins at `at`, behind its first quote; 0 for one that JSON.parse refuses. */
export function stringEnd(at: usize): usize {
  const mask = notPlain(v128.load(at))
  flags = 0
  if (mask != 0) {
    const end = at + ctz(mask)
    if (load<u8>(end) == QUOTE) return end
  }
  return longStringEnd(at)
}

function longStringEnd(at: usize): usize {
  let seen: u32 = 0
  while (true) {
    const mask = notPlain(v128.load(at))
    if (mask == 0) {
      at += 16
      continue
    }
    at += ctz(mask)
    const byte: u32 = load<u8>(at)
    if (byte == QUOTE) {
      flags = seen
      return at
    }
    if (byte == BACKSLASH) {
      seen |= ESCAPED
      at = escapeEnd(at)
    } else if (byte >= 0x80) {
      seen |= WIDE
      at = wideEnd(at)
    } else return 0
    if (at == 0) return 0
  }
}

/** Behind the escape at `at`; 0 for one that is none. */
function escapeEnd(at: usize): usize {
  switch (load<u8>(at, 1)) {
    case 34:
    case 47:
    case 92:
    case 98:
    case 102:
    case 110:
    case 114:
    case 116:
      return at + 2
    case 117:
      for (let index: usize = 2; index < 6; index++) if (!isHex(load<u8>(at + index))) return 0
      return at + 6
  }
  return 0
}

function isHex(byte: u32): bool {
  return byte - 48 <= 9 || (byte | 32) - 97 <= 5
}

/** Behind a run of characters that are not ASCII, each well-formed (RFC 3629, section 4); 0 where one is not. */
export function wideEnd(at: usize): usize {
  while (true) {
    const first: u32 = load<u8>(at)
    if (first < 0x80) return at
    const second: u32 = load<u8>(at, 1)
    if (first < 0xe0) {
      if (first < 0xc2 || !isTail(second)) return 0
      at += 2
    } else if (first < 0xf0) {
      const least: u32 = first == 0xe0 ? 0xa0 : 0x80
      const most: u32 = first == 0xed ? 0x9f : 0xbf
      if (second < least || second > most || !isTail(load<u8>(at, 2))) return 0
      at += 3
    } else {
      const least: u32 = first == 0xf0 ? 0x90 : 0x80
      const most: u32 = first == 0xf4 ? 0x8f : 0xbf
      if (first > 0xf4 || second < least || second > most) return 0
      if (!isTail(load<u8>(at, 2)) || !isTail(load<u8>(at, 3))) return 0
      at += 4
    }
  }
}

function isTail(byte: u32): bool {
  return (byte & 0xc0) == 0x80
}
