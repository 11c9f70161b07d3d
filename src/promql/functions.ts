import type {ValueType} from './ast.ts'

/** What a function takes and gives, as the checker and the evaluator see it. */
export interface FunctionSignature {
  readonly args: readonly ValueType[]
  /** How many times the last argument may be left out or repeated: 0 never, n at most n times and optional, -1 any number. */
  readonly variadic: number
  readonly returns: ValueType
}

function signature(args: readonly ValueType[], returns: ValueType = 'vector', variadic = 0): FunctionSignature {
  return {args, variadic, returns}
}

const VECTOR = signature(['vector'])
const MATRIX = signature(['matrix'])
/** Date functions take the time of evaluation when they are given nothing. */
const DATE = signature(['vector'], 'vector', 1)

function each(names: string, given: FunctionSignature): [string, FunctionSignature][] {
  return names.split(' ').map((name) => [name, given])
}

/** All stable functions of Prometheus 3.5 by name. */
export const FUNCTIONS: ReadonlyMap<string, FunctionSignature> = new Map([
  ...each('abs absent acos acosh asin asinh atan atanh ceil cos cosh deg exp floor ln log10 log2 rad sgn', VECTOR),
  ...each('sin sinh sort sort_desc sqrt tan tanh timestamp', VECTOR),
  ...each('histogram_avg histogram_count histogram_sum histogram_stddev histogram_stdvar', VECTOR),
  ...each('absent_over_time avg_over_time changes count_over_time delta deriv idelta increase irate', MATRIX),
  ...each('last_over_time max_over_time min_over_time present_over_time rate resets', MATRIX),
  ...each('stddev_over_time stdvar_over_time sum_over_time', MATRIX),
  ...each('day_of_month day_of_week day_of_year days_in_month hour minute month year', DATE),
  ['clamp', signature(['vector', 'scalar', 'scalar'])],
  ['clamp_max', signature(['vector', 'scalar'])],
  ['clamp_min', signature(['vector', 'scalar'])],
  ['histogram_fraction', signature(['scalar', 'scalar', 'vector'])],
  ['histogram_quantile', signature(['scalar', 'vector'])],
  ['label_join', signature(['vector', 'string', 'string', 'string'], 'vector', -1)],
  ['label_replace', signature(['vector', 'string', 'string', 'string', 'string'])],
  ['pi', signature([], 'scalar')],
  ['predict_linear', signature(['matrix', 'scalar'])],
  ['quantile_over_time', signature(['scalar', 'matrix'])],
  ['round', signature(['vector', 'scalar'], 'vector', 1)],
  ['scalar', signature(['vector'], 'scalar')],
  ['time', signature([], 'scalar')],
  ['vector', signature(['scalar'])],
])

/** Functions that Prometheus 3.5 has behind a feature flag, which are refused by name. */
export const EXPERIMENTAL_FUNCTIONS: ReadonlySet<string> = new Set(
  [
    'double_exponential_smoothing info mad_over_time sort_by_label sort_by_label_desc',
    'ts_of_last_over_time ts_of_max_over_time ts_of_min_over_time',
  ].flatMap((names) => names.split(' ')),
)

/** Aggregations behind the same flag. */
export const EXPERIMENTAL_AGGREGATIONS: ReadonlySet<string> = new Set(['limitk', 'limit_ratio'])

/** Aggregations that take a parameter before the vector, and its type. */
export const AGGREGATION_PARAMETERS: ReadonlyMap<string, ValueType> = new Map([
  ['topk', 'scalar'],
  ['bottomk', 'scalar'],
  ['quantile', 'scalar'],
  ['limitk', 'scalar'],
  ['limit_ratio', 'scalar'],
  ['count_values', 'string'],
])
