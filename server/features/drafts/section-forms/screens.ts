import { addressees } from './addressees.ts'
import { basics } from './basics.ts'
import { cover } from './cover.ts'
import { document } from './document.ts'
import { evidence } from './evidence.ts'
import { facts } from './facts.ts'
import { leads } from './leads.ts'
import { letterRules } from './letter-rules.ts'
import { fragments, letters } from './letters.ts'
import { demands, topics } from './listed.ts'
import type { SectionScreen } from './part.ts'
import { tabling } from './tabling.ts'
import { body, brief, heading } from './texts.ts'

/** The sections of a campaign in the order in which it is written. A kind of campaign adds its own here. */
export const screens: readonly SectionScreen[] = [
  basics,
  tabling,
  heading,
  cover,
  brief,
  body,
  document,
  demands,
  evidence,
  addressees,
  leads,
  facts,
  topics,
  letters,
  fragments,
  letterRules,
]

/** Those of a kind of campaign; whatever is written already is there too. */
export const screensOf = (kind: string, isWritten: (section: string) => boolean): SectionScreen[] =>
  screens.filter(({ name, kinds }) => !kinds || kinds.includes(kind) || isWritten(name))

/** The screen at an address; undefined for a section that there is not. */
export const findScreen = (name: string): SectionScreen | undefined => screens.find((screen) => screen.name === name)
