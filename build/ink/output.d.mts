import type InkOutput from '../../node_modules/ink/build/output.js'

declare const Output: typeof InkOutput
export default Output
