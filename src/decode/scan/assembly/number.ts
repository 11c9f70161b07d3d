/** Numbers of JSON. */

/** Powers of ten that a double holds exactly. */
const POWERS = memory.data<f64>([
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
])
/** More digits might overflow 64 bits. */
const MAX_LENGTH: usize = 18
/** Up to there a double holds every integer. */
const MAX_EXACT: u64 = 0x20_0000_0000_0000

/** What `decimal` has read. */
export let value: f64 = 0

function digitAt(at: usize): u32 {
  return <u32>load<u8>(at) - 48
}

/**
 * Reads a number that is not negative and has no exponent, and gives the address behind it; 0 for any other, and for one that needs
 * more than 53 bits. An exact integer divided by an exact power of ten is rounded once, so the result is JSON.parse's.
 */
export function decimal(at: usize): usize {
  const begin = at
  let digit = digitAt(at++)
  if (digit > 9) return 0
  let digits: u64 = digit
  if (digit != 0) {
    while ((digit = digitAt(at)) <= 9) {
      digits = digits * 10 + digit
      at++
    }
  } else if (digitAt(at) <= 9) return 0
  let places: usize = 0
  if (load<u8>(at) == 46) {
    const first = ++at
    while ((digit = digitAt(at)) <= 9) {
      digits = digits * 10 + digit
      at++
    }
    places = at - first
    if (places == 0) return 0
  }
  if (at - begin > MAX_LENGTH || digits > MAX_EXACT || (load<u8>(at) | 32) == 101) return 0
  value = places == 0 ? <f64>digits : <f64>digits / load<f64>(POWERS + (places << 3))
  return at
}

/** Behind any number; 0 where none stands. */
export function numberEnd(at: usize): usize {
  if (load<u8>(at) == 45) at++
  if (digitAt(at) == 0) at++
  else {
    at = digitsEnd(at)
    if (at == 0) return 0
  }
  if (load<u8>(at) == 46) {
    at = digitsEnd(at + 1)
    if (at == 0) return 0
  }
  if ((load<u8>(at) | 32) != 101) return at
  const sign = load<u8>(at, 1)
  return digitsEnd(sign == 43 || sign == 45 ? at + 2 : at + 1)
}

/** Behind one digit or more; 0 where there is none. */
function digitsEnd(at: usize): usize {
  if (digitAt(at) > 9) return 0
  do at++
  while (digitAt(at) <= 9)
  return at
}
