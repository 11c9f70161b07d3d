/** In place of Ink's `wrap-text.js`, which remembers every text that it ever wrapped. Our lines fit already: nothing wraps, what is too long is cut. */
import cliTruncate from 'cli-truncate'

export default function wrapText(text, maxWidth) {
  return cliTruncate(text, maxWidth)
}
