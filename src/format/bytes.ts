import {scale, shortest, UNKNOWN} from './number.ts'

const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'] as const

/** Bytes in decimal units (1 kB = 1000 B): '412 MB', '1.2 GB'. `UNKNOWN` for undefined. */
export function formatBytes(bytes: number | undefined): string {
  if (bytes === undefined || !Number.isFinite(bytes)) return UNKNOWN
  const {scaled, unit} = scale(bytes, 1000, BYTE_UNITS)
  return `${shortest(scaled)} ${unit}`
}
