import type {Call} from './ast.ts'
import type {Context} from './context.ts'
import {FLOAT_FUNCTIONS, FLOAT_FUNCTIONS_WITH_SCALARS} from './functions/arithmetic.ts'
import {CALENDAR_FUNCTIONS, calendarTime} from './functions/calendar.ts'
import {HISTOGRAM_FUNCTIONS, compileFraction, compileQuantile} from './functions/histogram.ts'
import {compileLabelJoin, compileLabelReplace} from './functions/labels.ts'
import {mapFloats, mapHistograms} from './functions/map.ts'
import {createQuantileOverTime, lastOverTime, presentOverTime} from './functions/over-time.ts'
import {RANGE_FUNCTIONS} from './functions/range.ts'
import {createPredictLinear} from './functions/regression.ts'
import {
  compileAbsent,
  compileScalar,
  compileSort,
  compileStepTimes,
  compileTime,
  compileVector,
} from './functions/vector.ts'
import {asMatrix, asScalar, asString, asVector, type CompileNode, type Node} from './node.ts'
import {compileFollowedFunction, compileRangeFunction} from './range-function.ts'
import {compileTimestamps} from './select.ts'
import {unwrapParens} from './unwrap-parens.ts'
import type {RangeFunction} from './window.ts'

/** A function call; the checker has made sure of its arguments. */
export function compileCall(call: Call, compile: CompileNode): Node {
  const {func, args, pos} = call
  const node = (index: number) => compile(args[index]!)
  const vector = (index: number) => asVector(node(index))
  const scalar = (index: number) => asScalar(node(index))
  const text = (index: number) => asString(node(index))
  const overRange = (index: number, bind: (context: Context) => RangeFunction) =>
    compileRangeFunction(asMatrix(node(index)), false, bind)
  const simple = FLOAT_FUNCTIONS[func]
  if (simple !== undefined) return mapFloats(vector(0), [], simple)
  const parametrized = FLOAT_FUNCTIONS_WITH_SCALARS[func]
  if (parametrized !== undefined) {
    return mapFloats(
      vector(0),
      args.slice(1).map((_, index) => scalar(index + 1)),
      parametrized,
    )
  }
  const ofCalendar = CALENDAR_FUNCTIONS[func]
  if (ofCalendar !== undefined) {
    const moments = args.length > 0 ? vector(0) : compileVector(compileTime())
    return mapFloats(moments, [], (seconds) => ofCalendar(calendarTime(seconds)))
  }
  const ofHistogram = HISTOGRAM_FUNCTIONS[func]
  if (ofHistogram !== undefined) return mapHistograms(vector(0), ofHistogram)
  const ofRange = RANGE_FUNCTIONS[func]
  if (ofRange !== undefined) {
    return compileFollowedFunction(asMatrix(node(0)), ofRange)
  }
  switch (func) {
    case 'absent':
      return compileAbsent(args[0]!, vector(0))
    case 'absent_over_time':
      return compileAbsent(
        args[0]!,
        overRange(0, () => presentOverTime),
      )
    case 'histogram_fraction':
      return compileFraction(scalar(0), scalar(1), vector(2), args[2]!.pos)
    case 'histogram_quantile':
      return compileQuantile(scalar(0), vector(1), args[0]!.pos, args[1]!.pos)
    case 'label_join':
      return compileLabelJoin(
        vector(0),
        text(1),
        text(2),
        args.slice(3).map((_, index) => text(index + 3)),
      )
    case 'label_replace':
      return compileLabelReplace(vector(0), text(1), text(2), text(3), text(4))
    case 'last_over_time':
      return compileFollowedFunction(asMatrix(node(0)), {apply: lastOverTime, felt: 'ends', keepsName: true})
    case 'pi':
      return {type: 'scalar', evaluate: ({axis}) => new Float64Array(axis.count).fill(Math.PI)}
    case 'predict_linear': {
      const seconds = scalar(1)
      return overRange(0, (context) => createPredictLinear(seconds.evaluate(context)))
    }
    case 'quantile_over_time': {
      const quantiles = scalar(0)
      return overRange(1, (context) => createQuantileOverTime(quantiles.evaluate(context)))
    }
    case 'scalar':
      return compileScalar(vector(0))
    case 'sort':
      return compileSort(vector(0), 1)
    case 'sort_desc':
      return compileSort(vector(0), -1)
    case 'time':
      return compileTime()
    case 'timestamp': {
      const argument = unwrapParens(args[0]!)
      return argument.kind === 'selector' ? compileTimestamps(argument) : compileStepTimes(vector(0))
    }
    case 'vector':
      return compileVector(scalar(0))
    default:
      throw new Error(`no function ${func} at ${pos.start}`)
  }
}
