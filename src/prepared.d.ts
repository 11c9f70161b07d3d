/** What a module exports as `prepared`, worked out when plugmon is built: see build/prepared.mjs. */
declare module '*?prepared' {
  export const prepared: unknown
}

/** The text of a file, for modules that are prepared. */
declare module '*.yml' {
  const text: string
  // eslint-disable-next-line no-restricted-syntax -- so the bundler gives it
  export default text
}
