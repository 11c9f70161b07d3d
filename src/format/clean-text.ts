/** Longest text that is shown, in UTF-16 units: no screen or table has room for more, and cleaning costs time on every frame. */
const CLEAN_LIMIT = 4096
/** Stands where a character was that a terminal would obey or could not place. */
const REPLACEMENT = '\uFFFD'

const PLAIN = /^[\x20-\x7e]*$/
/** Whole escape sequences, in both their spellings: CSI (colours, cursor), then OSC, DCS, SOS, PM and APC with their end. */
const SEQUENCES =
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)/g
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|\p{Surrogate}|\p{Noncharacter_Code_Point}|\p{Private_Use}/gu
const NEWLINES = /\r\n|[\r\n\u2028\u2029]/g
/**
 * What has no width, or one that terminals do not agree on: soft hyphens, zero-width and bidi controls, variation selectors, joiners, tags,
 * skin tones, enclosing and spacing marks. Without them every character that is left is measured alike everywhere.
 */
const UNMEASURABLE = /[\p{Default_Ignorable_Code_Point}\ufff9-\ufffb\u{1f3fb}-\u{1f3ff}\p{Me}\p{Mc}]/gu
const REGIONAL_INDICATORS = /[\u{1f1e6}-\u{1f1ff}]/gu
const REGIONAL_INDICATOR_A = 0x1f1e6
/** Marks heaped on one letter would climb over the lines above, and without a letter they join the frame: two are as many as a language needs. */
const HEAPED_MARKS = /(?<=\p{Mn}{2})\p{Mn}+|^\p{Mn}+/gu

/**
 * Text of a host, a log or a rule as one line that is safe to print: escape sequences go, other control characters and broken
 * Unicode become �, line breaks ⏎, tabs blanks; what has no width, or a width that terminals disagree on, goes too. At most 4,096 units long.
 */
export function cleanText(text: string): string {
  const cut = text.length > CLEAN_LIMIT ? `${text.slice(0, CLEAN_LIMIT - 1)}…` : text
  if (PLAIN.test(cut)) return cut
  return (
    cut
      .replace(SEQUENCES, '')
      .replace(NEWLINES, '⏎')
      .replaceAll('\t', ' ')
      .replace(CONTROLS, REPLACEMENT)
      // Once more below: some characters are taken apart into such marks, and some only meet when what was between them is gone.
      .normalize('NFC')
      .replace(UNMEASURABLE, '')
      .replace(REGIONAL_INDICATORS, (flag) =>
        String.fromCharCode(65 + (flag.codePointAt(0) ?? 0) - REGIONAL_INDICATOR_A),
      )
      .normalize('NFC')
      .replace(HEAPED_MARKS, '')
  )
}

/** The same for a text of several lines. */
export function cleanLines(text: string): string {
  return text.split('\n').map(cleanText).join('\n')
}
