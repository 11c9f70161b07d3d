import type {FloatFunction} from './map.ts'

/** Functions of one float, by name. */
export const FLOAT_FUNCTIONS: Readonly<Record<string, FloatFunction>> = {
  abs: Math.abs,
  acos: Math.acos,
  acosh: Math.acosh,
  asin: Math.asin,
  asinh: Math.asinh,
  atan: Math.atan,
  atanh: Math.atanh,
  ceil: Math.ceil,
  cos: Math.cos,
  cosh: Math.cosh,
  deg: (value) => (value * 180) / Math.PI,
  exp: Math.exp,
  floor: Math.floor,
  ln: Math.log,
  log10: Math.log10,
  log2: Math.log2,
  rad: (value) => (value * Math.PI) / 180,
  sgn: (value) => (value < 0 ? -1 : value > 0 ? 1 : value),
  sin: Math.sin,
  sinh: Math.sinh,
  sqrt: Math.sqrt,
  tan: Math.tan,
  tanh: Math.tanh,
}

/** Functions of a float and one or two scalars, by name. An empty range of clamp gives nothing. */
export const FLOAT_FUNCTIONS_WITH_SCALARS: Readonly<Record<string, FloatFunction>> = {
  clamp: (value, min = NaN, max = NaN) => (max < min ? undefined : Math.max(min, Math.min(max, value))),
  clamp_max: (value, max = NaN) => Math.min(max, value),
  clamp_min: (value, min = NaN) => Math.max(min, value),
  round: (value, nearest = 1) => {
    const inverse = 1 / nearest
    return Math.floor(value * inverse + 0.5) / inverse
  },
}
