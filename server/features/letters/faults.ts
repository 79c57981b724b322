import { inEnglish, type Said } from '../../folders/said.ts'
import type { MessageKey } from '../../i18n/index.ts'

type FaultName = MessageKey extends infer Key ? (Key extends `letters.faults.${infer Name}` ? Name : never) : never

/** What is wrong with a letter or its template, by its name. */
export const fault = (name: FaultName, values: Said['values'] = {}): Said => ({
  message: `letters.faults.${name}`,
  values,
})

/** What is wrong with a template, and on which of its lines, from 1. */
export interface TemplateProblem {
  line: number
  said: Said
}

/** Why a letter does not come out: its template breaks the rules, or asks for what is not there. Line 0: none of them. */
export class LetterError extends Error {
  override name = 'LetterError'
  readonly problems: TemplateProblem[]
  constructor(problems: TemplateProblem[]) {
    super(problems.map(({ line, said }) => `line ${line}: ${inEnglish(said)}`).join('; '))
    this.problems = problems
  }
}
