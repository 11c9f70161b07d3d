/**
 * Lines that a container runtime has put a time and a stream around: Docker's JSON, and Kubernetes' `TIME stdout F text`. The program's own
 * line becomes a record, as if it stood alone; whatever is not the usual is for the general path.
 */
import {dialectEnd, docker, dockerBegin, dockerEnd, dockerNewline} from './dialect'
import {slot} from './layout'
import {logfmtEnd} from './logfmt'
import {textEnd} from './text'
import {clock, instant, time, zoned} from './time'
import {key, LOG_OF_DIALECT, LOG_OF_TEXT} from './words'

const NEWLINE: u32 = 10
const RETURN: u32 = 13
const SPACE: u32 = 32
const BACKSLASH: u32 = 92
const BRACE: u32 = 123

/** `stdout` and `stderr` as numbers, and what follows them in a whole line of Kubernetes': ` F`. */
const STDOUT: u64 = 0x0000_7475_6f64_7473
const STDERR: u64 = 0x0000_7272_6564_7473
const NAME: u64 = 0x0000_ffff_ffff_ffff
const STREAM_BYTES: usize = 6
const WHOLE: u64 = 0x4620

/** Places of guesses that the keys of Docker's own lines leave free. */
const INNER_PLACE: u32 = 8

/** The stream whose name begins at `at`, as the record has it; 0 for another. */
function streamAt(at: usize): u32 {
  const name = load<u64>(at) & NAME
  return name == STDOUT ? slot.STDOUT : name == STDERR ? slot.STDERR : 0
}

/** Reads a line of text that begins at `begin` into the record, and gives the address of its newline; 0 for the general path. */
export function plainEnd(begin: usize, record: usize): usize {
  const end = bareEnd(begin, record)
  return end == 0 && <u32>load<u8>(begin) - 48 <= 9 ? criEnd(begin, record) : end
}

/** The same for a line that nothing is put around. */
function bareEnd(begin: usize, record: usize): usize {
  const end = textEnd(begin, record)
  return end == 0 ? logfmtEnd(begin, record) : end
}

/** The same for Kubernetes' lines. */
function criEnd(begin: usize, record: usize): usize {
  const zone = clock(begin)
  const name = zone == 0 ? 0 : zoned(zone)
  if (name == 0 || load<u8>(begin, 10) != 84 || load<u8>(name) != SPACE) return 0
  const stream = streamAt(name + 1)
  if (stream == 0 || load<u64>(name, 1) >> 48 != WHOLE || load<u8>(name, 9) != SPACE) return 0
  const newline = recordEnd(name + 10, record, stream, time, begin)
  return newline != 0 && isWritten(name + 10, newline) ? newline : 0
}

/** Whether all of a line of text counts: a carriage return in it begins to write over what was before. */
function isWritten(at: usize, newline: usize): bool {
  let end = newline
  while (load<u8>(end - 1) == RETURN) end--
  for (; at < end; at += 16) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), i8x16.splat(<i8>RETURN)))
    if (mask != 0) return at + ctz(mask) >= end
  }
  return true
}

/** The same for a line of another program's JSON, which Docker may have written. */
export function foreignEnd(begin: usize, record: usize): usize {
  const end = dialectEnd(begin, record, 0)
  return end == 0 && dockerNewline != 0 ? unwrappedEnd(begin, record, dockerNewline) : end
}

/** Reads what Docker has wrapped; `newline` ends its line. */
function unwrappedEnd(begin: usize, record: usize, newline: usize): usize {
  const stream = streamAt(dockerBegin(docker.STREAM))
  const at = dockerBegin(docker.TIME)
  if (stream == 0 || dockerEnd(docker.STREAM) - dockerBegin(docker.STREAM) != STREAM_BYTES) return 0
  if (instant(at) != dockerEnd(docker.TIME)) return 0
  const line = dockerBegin(docker.LOG)
  const last = unwrap(line, dockerEnd(docker.LOG))
  if (last == 0) return 0
  const own = recordEnd(line, record, stream, time, begin)
  // No line ends here for anybody else.
  store<u8>(last, SPACE)
  if (own == 0) return 0
  store<u32>(record, <u32>newline, slot.END)
  return newline
}

/** Reads a program's line, which has come at a time through a stream. */
function recordEnd(at: usize, record: usize, stream: u32, receivedAt: f64, begin: usize): usize {
  const newline = load<u8>(at) == BRACE ? dialectEnd(at, record, INNER_PLACE) : bareEnd(at, record)
  if (newline == 0) return 0
  const type: u32 = load<u8>(record)
  if (type != LOG_OF_TEXT && type != LOG_OF_DIALECT) return 0
  const present = load<u32>(record, slot.PRESENT)
  if ((present & (1 << key.TIME)) == 0) {
    store<f64>(record, receivedAt, slot.TIME)
    store<u32>(record, present | (1 << key.TIME), slot.PRESENT)
  }
  store<u8>(record, <u8>stream, slot.STREAM)
  store<u32>(record, <u32>begin, slot.BEGIN)
  return newline
}

/**
 * Undoes the escapes of a string of JSON where it stands, with a newline behind it, and gives the address of that; 0 for one that does not
 * end with one, or has other escapes. What is left of the string before is as good as it was: nobody reads the line here again.
 */
function unwrap(begin: usize, end: usize): usize {
  const last = end - 2
  if (last <= begin || load<u8>(last) != BACKSLASH || load<u8>(last, 1) != 110) return 0
  let into = begin
  for (let at = begin; at < last; at++) {
    let byte: u32 = load<u8>(at)
    if (byte == BACKSLASH) {
      byte = load<u8>(++at)
      // The backslash before the last `n` may be one that stands for itself.
      if ((byte != 34 && byte != BACKSLASH && byte != 47) || at == last) return 0
    }
    store<u8>(into++, <u8>byte)
  }
  store<u8>(into, NEWLINE)
  return into
}
