import type { OfficeRecord } from '../../server/features/officials/index.ts'
import { officeView } from '../../server/features/officials/office-view.ts'
import { officesView } from '../../server/features/officials/offices-view.ts'
import { correctionThanksPage, officePage, officesPage } from '../../server/features/officials/pages.ts'
import { type Locale, translator } from '../../server/i18n/index.ts'
import type { Site } from '../../server/render/page.ts'
import { readDemoDirectory } from '../directory.ts'
import { now } from './campaign-samples.ts'

const id = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`

const institutionNames = new Map(
  (await readDemoDirectory()).files.flatMap(({ institutions }) => institutions.map(({ slug, name }) => [slug, name])),
)

const readRecords = async () => {
  const { files } = await readDemoDirectory()
  return files.flatMap(({ name: directory, institutions }) =>
    institutions.flatMap(({ offices, ...institution }) =>
      offices.map(({ officials, channels, ...office }) => ({
        directory,
        partOf: institution.partOf,
        record: {
          ...office,
          id: id(1),
          inDirectory: true,
          institution,
          within: [],
          official: officials.find(({ until }) => until === null) ?? null,
          former: officials.filter(({ until }) => until !== null),
          channels: channels.map((channel, place) => ({
            ...channel,
            id: id(place + 2),
            state: channel.state ?? 'working',
            residentsOnly: channel.residents_only,
            maxLength: channel.max_length,
            legalStanding: channel.legal_standing,
            checkedOn: channel.checked_on,
          })),
        } satisfies OfficeRecord,
      })),
    ),
  )
}

/** The directory's list, and an office held, vacant and unreachable, and refused, by name. */
export const officeSamples = async (site: Site, locale: Locale): Promise<Record<string, () => Promise<string>>> => {
  const t = translator(locale)
  const records = await readRecords()
  const rows = records.map(({ directory, partOf, record }) => ({
    ...record,
    directory,
    country: record.institution.country,
    institutionSlug: record.institution.slug,
    institutionName: record.institution.name,
    parentSlug: partOf,
    parentName: institutionNames.get(partOf ?? '') ?? null,
    reachable: record.channels.some(({ state }) => state === 'working'),
  }))
  const titles = { en: 'Say no to slaughtering stray animals', ru: 'Скажите нет концлагерю для животных' }
  const campaigns = [{ slug: 'stray-animals', key: 'president', open: true, titles }]
  const show = (slug: string, refused: Parameters<typeof officeView>[2]['refused'] = null) => {
    const office = records.find(({ record }) => record.slug === slug)?.record
    if (!office) throw new Error(`The demo directory has no office ${slug}`)
    const model = officeView(locale, office, { campaigns, record: undefined, refused, full: false, now })
    return site.render(officePage, { locale, path: `/offices/${slug}`, title: model.name, indexed: true }, model)
  }
  const refused = {
    values: { about: '', address: 'nowhere', channel: 'new-email', source_url: '' },
    errors: [
      { field: 'about', message: 'officials.errors.aboutMissing' as const },
      { field: 'address', message: 'officials.errors.addressKind' as const },
    ],
  }
  const title = t('officials.index.title')
  return {
    offices: () =>
      site.render(officesPage, { locale, path: '/offices', title, indexed: true }, officesView(locale, rows)),
    'office-held': () => show('kz-president'),
    'office-unreachable': () => show('ua-migration-head'),
    'office-refused': () => show('kz-prisons-chair', refused),
    'office-thanks': () =>
      site.render(
        correctionThanksPage,
        { locale, path: '/offices/x/corrections', title: t('officials.correction.thanksTitle') },
        { name: titles[locale], officeUrl: `/${locale}/offices/kz-president` },
      ),
  }
}
