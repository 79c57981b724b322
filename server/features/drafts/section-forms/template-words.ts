import type { MessageKey, MessageValues } from '../../../i18n/index.ts'

/** What the check of templates says, by the words that it says it in, and the message that a campaigner reads. */
const said: [RegExp, MessageKey, string[]][] = [
  [/^longer than /, 'drafts.edit.template.long', []],
  [/^“([^”]*)” states a figure or a date/, 'drafts.edit.template.figure', ['what']],
  [/^unknown fragment “([^”]*)”/, 'drafts.edit.template.unknownFragment', ['what']],
  [/^unknown fact “([^”]*)”/, 'drafts.edit.template.unknownFact', ['what']],
  [/^unknown field “([^”]*)”/, 'drafts.edit.template.unknownField', ['what']],
  [/^unknown block “([^”]*)”/, 'drafts.edit.template.unknownBlock', ['what']],
  [/^“([^”]*)” is not a (?:field|helper)/, 'drafts.edit.template.unknownField', ['what']],
  [/^“([^”]*)” is a list/, 'drafts.edit.template.list', ['what']],
  [/^“([^”]*)” is not for fragments/, 'drafts.edit.template.notInFragment', ['what']],
  [/^“([^”]*)” within a fragment/, 'drafts.edit.template.notInFragment', ['what']],
  [/^“([^”]*)” within if/, 'drafts.edit.template.withinIf', ['what']],
  [/^“([^”]*)” within each/, 'drafts.edit.template.withinEach', ['what']],
  [/^“([^”]*)” stands outside each/, 'drafts.edit.template.outsideEach', ['what']],
  [/^“([^”]*)” with three braces/, 'drafts.edit.template.braces', []],
  [/^“agree” takes/, 'drafts.edit.template.agree', []],
  [/^“([^”]*)” takes/, 'drafts.edit.template.takes', ['what']],
  [/^blocks nested deeper/, 'drafts.edit.template.deep', []],
  [/no template places it$/, 'drafts.edit.template.unplaced', []],
  [/states the facts /, 'drafts.edit.template.otherFacts', []],
  [/a variant is empty$/, 'drafts.edit.template.emptyVariant', []],
  [/is given twice$/, 'drafts.edit.template.twice', []],
  [/^text before the first/, 'drafts.edit.template.beforeFirst', []],
  [/has no fragment/, 'drafts.edit.template.noFragment', []],
  [/must be a name/, 'drafts.edit.template.badName', []],
  [/is not among the (?:topics|addressees)/, 'drafts.edit.template.notListed', []],
]

/** A problem of a template in the words of both languages. What has no words of its own is told as unreadable. */
export const templateWords = (problem: string): { message: MessageKey; values: MessageValues } => {
  // «opening: …» names the fragment, which its line shows as well.
  const bare = problem.replace(/^(?:topic |point )?[a-z0-9-]+: /, '')
  for (const [pattern, message, names] of said) {
    const match = pattern.exec(bare)
    if (match) return { message, values: Object.fromEntries(names.map((name, at) => [name, match[at + 1] ?? ''])) }
  }
  return { message: 'drafts.edit.template.unreadable', values: {} }
}
