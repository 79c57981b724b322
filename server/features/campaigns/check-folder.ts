import type { Path, Problem, YamlSource } from '../../folders/yaml-source.ts'
import { type Locale, locales } from '../../i18n/locale.ts'
import {
  campaignFileName,
  fragmentsFileName,
  letterFileName,
  readLetterFileName,
  textFileName,
} from './folder-files.ts'

/**
 * What no single file shows: keys that are given twice, or used and not declared, or declared and not worded.
 * It looks at what was read rather than at what passed the schema, so that these faults are told along with the others;
 * a list that is not there at all is left to the schema.
 */
export const checkFolder = (
  campaign: YamlSource,
  texts: Partial<Record<Locale, YamlSource>>,
  files: readonly string[],
): Problem[] => {
  const declared = declaredKeys(campaign)
  const readable = campaign.problems.length === 0
  return [
    ...checkCampaign(campaign, declared.demands),
    ...locales.flatMap((locale) => {
      const text = texts[locale]
      return text && readable && text.problems.length === 0 ? checkText(text, declared) : []
    }),
    ...checkLetters(declared.addressees, texts, files),
  ]
}

/** The keys that campaign.yaml declares, whatever else is wrong with it. */
export const declaredKeys = (campaign: YamlSource): Declared => ({
  demands: keysAt(campaign.value, 'demands'),
  topics: keysAt(campaign.value, 'topics') ?? [],
  addressees: keysAt(campaign.value, 'addressees') ?? [],
  evidence: keysAt(campaign.value, 'evidence') ?? [],
})

type Declared = { demands: string[] | undefined; topics: string[]; addressees: string[]; evidence: string[] }

const checkCampaign = (campaign: YamlSource, demands: string[] | undefined) => {
  const addressees = listAt(campaign.value, ['addressees']).map((_, index) => index)
  const twice = (['demands', 'topics', 'addressees', 'evidence'] as const).flatMap((list) =>
    findTwice(campaign, [list], 'is given twice'),
  )
  const inAddressees = addressees.flatMap((index) => {
    const path = ['addressees', index, 'demands']
    const unknown = listAt(campaign.value, path).flatMap((demand, at) =>
      typeof demand === 'string' && demands && !demands.includes(demand)
        ? [campaign.problemAt([...path, at], `${demand} is not among the campaign's demands`)]
        : [],
    )
    return [...findTwice(campaign, path, 'is given twice'), ...unknown]
  })
  const offices = addressees.map((index) => {
    const path = ['addressees', index, 'office']
    return typeof valueAt(campaign.value, path) === 'string' ? path : [...path, 'slug']
  })
  return [
    ...twice,
    ...inAddressees,
    ...taken(campaign, addressees),
    ...repeats(campaign, offices, 'is the office of an addressee above'),
    ...clashes(campaign),
    ...standing(campaign),
  ]
}

/** An answer has an outcome, and a campaign closes after it opens. */
const standing = (campaign: YamlSource) => {
  const [state, outcome, opens, closes] = ['state', 'outcome', 'opens', 'closes'].map((key) =>
    String(valueAt(campaign.value, [key]) ?? ''),
  )
  const told = state === 'answered' && outcome === '' ? [campaign.problemAt(['outcome'], 'is missing')] : []
  const backwards = opens && closes && Date.parse(closes) <= Date.parse(opens)
  return backwards ? [...told, campaign.problemAt(['closes'], 'is not after opens')] : told
}

/** Pages beside the addressees' own in a campaign's letters. */
const pages = ['batch', 'record']

const taken = (campaign: YamlSource, addressees: number[]) =>
  addressees.flatMap((index) => {
    const path = ['addressees', index, 'key']
    const key = valueAt(campaign.value, path)
    return pages.includes(String(key)) ? [campaign.problemAt(path, `${key} is the name of a page`)] : []
  })

/** An institution is one, however many of its offices are addressed: it has the same name each time. */
const clashes = (campaign: YamlSource) => {
  const names = new Map<unknown, string>()
  return listAt(campaign.value, ['addressees']).flatMap((_, index) => {
    const slug = valueAt(campaign.value, ['addressees', index, 'institution', 'slug'])
    const path = ['addressees', index, 'institution', 'name']
    const { en, ru } = Object(valueAt(campaign.value, path))
    const name = JSON.stringify([en, ru])
    const first = names.get(slug) ?? name
    names.set(slug, first)
    return first === name ? [] : [campaign.problemAt(path, `${slug} has another name above`)]
  })
}

const checkText = (text: YamlSource, declared: Declared) => {
  const worded = (['demands', 'topics'] as const).flatMap((list) => {
    const keys = declared[list]
    if (!keys || (list === 'demands' && valueAt(text.value, [list]) === undefined)) return []
    const here = namesAt(text.value, [list])
    return [
      ...keys.filter((key) => !here.includes(key)).map((key) => text.problemAt([list, key], 'is missing')),
      ...undeclared(
        text,
        here.map((key) => [[list, key], key] as const),
        keys,
        list,
      ),
    ]
  })
  const [points, leads] = (['points', 'leads'] as const).map((list) =>
    namesAt(text.value, [list]).map((key) => [[list, key], key] as const),
  )
  const captions = listAt(text.value, ['evidence']).flatMap((_, index) => {
    const key = valueAt(text.value, ['evidence', index, 'key'])
    return typeof key === 'string' ? [[['evidence', index, 'key'], key] as const] : []
  })
  return [
    ...worded,
    ...undeclared(text, [...(points ?? []), ...(leads ?? [])], declared.addressees, 'addressees'),
    ...undeclared(text, captions, declared.evidence, 'evidence'),
    ...findTwice(text, ['evidence'], 'is given twice'),
  ]
}

const undeclared = (text: YamlSource, used: (readonly [Path, string])[], keys: string[], list: string) =>
  used.flatMap(([path, key]) =>
    keys.includes(key) ? [] : [text.problemAt(path, `${key} is not among the ${list} of ${campaignFileName}`)],
  )

/** Every addressee can be written to in every locale that the campaign has, and nothing is in another. */
const checkLetters = (addressees: string[], texts: Partial<Record<Locale, YamlSource>>, files: readonly string[]) => {
  const stray = files.flatMap((file) => {
    const locale = readLetterFileName(file)?.locale ?? locales.find((each) => file === fragmentsFileName(each))
    return locale && !texts[locale] ? [{ file, line: 1, message: `there is no ${textFileName(locale)}` }] : []
  })
  const missing = locales.flatMap((locale) => {
    const file = letterFileName(locale, '')
    if (!texts[locale] || files.includes(file)) return []
    const without = addressees.filter((key) => !files.includes(letterFileName(locale, key)))
    return without.length ? [{ file, line: 1, message: `is missing: no letter to ${without.join(', ')}` }] : []
  })
  return [...stray, ...missing]
}

const valueAt = (value: unknown, path: Path) =>
  path.reduce<unknown>((at, step) => {
    const known = typeof at === 'object' && at !== null && Object.hasOwn(at, step)
    return known ? (at as Record<PropertyKey, unknown>)[step] : undefined
  }, value)

const listAt = (value: unknown, path: Path): unknown[] => {
  const list = valueAt(value, path)
  return Array.isArray(list) ? list : []
}

const namesAt = (value: unknown, path: Path) => {
  const map = valueAt(value, path)
  return typeof map === 'object' && map !== null && !Array.isArray(map) ? Object.keys(map) : []
}

/** The keys in a list of keys, or of entries that have one; undefined where there is no list. */
const keysAt = (value: unknown, list: string) => {
  if (!Array.isArray(valueAt(value, [list]))) return undefined
  return listAt(value, [list]).flatMap((entry) => {
    const key = typeof entry === 'string' ? entry : valueAt(entry, ['key'])
    return typeof key === 'string' ? [key] : []
  })
}

const findTwice = (source: YamlSource, list: Path, message: string) => {
  const paths = listAt(source.value, list).map((entry, index) =>
    typeof entry === 'string' ? [...list, index] : [...list, index, 'key'],
  )
  return repeats(source, paths, message)
}

const repeats = (source: YamlSource, paths: Path[], message: string) => {
  const seen = new Set<unknown>()
  return paths.flatMap((path) => {
    const value = valueAt(source.value, path)
    const again = typeof value === 'string' && seen.has(value)
    seen.add(value)
    return again ? [source.problemAt(path, `${value} ${message}`)] : []
  })
}
