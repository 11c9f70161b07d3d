import {PlugmonError, type Where} from '../errors.ts'

/** Notes a problem with a file; reading goes on. */
export type Report = (where: Where, message: string, cure?: string) => void

/** A list of problems and what fills it. */
export function collectProblems(): {readonly problems: readonly PlugmonError[]; readonly report: Report} {
  const problems: PlugmonError[] = []
  const report: Report = (where, message, cure) => {
    problems.push(new PlugmonError('bad-rule', message, cure === undefined ? {where} : {where, cure}))
  }
  return {problems, report}
}
