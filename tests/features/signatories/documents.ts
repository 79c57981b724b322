import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { readCampaignFolder } from '../../../server/features/campaigns/index.ts'
import { personName } from '../../../server/features/signatories/names.ts'
import { inProject } from '../../../server/paths.ts'

/** A document as somebody at the desk has it before them. */
export interface PaperDocument {
  title: string
  /** Paragraphs. */
  body: string[]
  /** Demands under the words that stand above them; without such words where nobody in particular is addressed. */
  groups: { office: string; lead: string; demands: string[] }[]
  /** One organisation a line, or people as the document prints them. */
  signatories: string[]
}

export interface PaperDeclaration extends PaperDocument {
  number: string
  document: string
  tabled: string
}

const folder = inProject('..', 'shared', 'seeds')

/** The paragraphs of a real document beside the project; undefined where it is not there. */
const findPaper = (number: string): string[] | undefined => {
  const file = existsSync(folder) && readdirSync(folder).find((name) => name.startsWith(`${number}_`))
  if (!file) return undefined
  const text = readFileSync(`${folder}/${file}`, 'utf8')
  return text.split('\n').flatMap((line) => (line.trim() ? [line.trim()] : []))
}

const readDemo = async (name: string) => {
  const read = await readCampaignFolder(inProject('server/features/campaigns/demo', name))
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.folder
}

/** The joint statement: from the paper where it lies beside the project, from the demonstration elsewhere. */
export const readStatement = async (): Promise<PaperDocument> => {
  const lines = findPaper('001')
  if (!lines) return demoStatement()
  const [first, second] = lines.flatMap((line, at) => (/^We (?:urge|call on) the .* to:$/.test(line) ? [at] : []))
  if (first === undefined || second === undefined) throw new Error('The statement has two addressees')
  const isDemand = (line: string) => line.startsWith('•')
  const demandsAfter = (at: number) => {
    const end = lines.findIndex((line, index) => index > at && !isDemand(line))
    return lines.slice(at + 1, end).map((line) => line.replace(/^•\s*/, ''))
  }
  const ours = demandsAfter(second)
  return {
    title: lines[0] ?? '',
    body: lines.slice(1, first).filter((line) => !/^A\+/.test(line)),
    groups: [
      { office: 'kz-government', lead: lines[first] ?? '', demands: demandsAfter(first) },
      { office: 'ua-government', lead: lines[second] ?? '', demands: ours },
    ],
    signatories: lines.slice(second + 1 + ours.length),
  }
}

const demoStatement = async (): Promise<PaperDocument> => {
  const { campaign, texts, signatories } = await readDemo('kazakhstan-january-2022')
  return {
    title: texts.en?.title ?? '',
    body: texts.en?.body.split('\n\n').filter((line) => !line.startsWith('#')) ?? [],
    groups: campaign.addressees.map(({ key, office, demands }) => ({
      office: String(office),
      lead: texts.en?.leads[key] ?? '',
      demands: demands.map((demand) => texts.en?.demands[demand]?.text ?? ''),
    })),
    signatories: signatories?.organisations.map(({ name }) => name.en ?? '') ?? [],
  }
}

/** The written declaration: from the paper where it lies beside the project, from the demonstration elsewhere. */
export const readDeclaration = async (): Promise<PaperDeclaration> => {
  const lines = findPaper('004')
  if (!lines) return demoDeclaration()
  const head = lines.findIndex((line) => line.startsWith('Written declaration No.'))
  const [, number = '', document = '', day = ''] = /No\. (\d+) \| (Doc\. \d+) \| (.*)$/.exec(lines[head] ?? '') ?? []
  const body = lines.slice(head + 3)
  const sentences = body.flatMap((line) => line.split(/(?<=[.])\s+(?=[A-Z])/))
  return {
    title: lines[head - 1] ?? '',
    number,
    document,
    tabled: new Date(`${day} UTC`).toISOString().slice(0, 10),
    body,
    groups: [
      { office: '', lead: '', demands: sentences.filter((line) => /\b(?:must|should) be\b|\bcall for\b/.test(line)) },
    ],
    signatories: (lines[head + 1] ?? '').split(' ; '),
  }
}

const demoDeclaration = async (): Promise<PaperDeclaration> => {
  const { campaign, texts, signatories } = await readDemo('kazakhstan-shooting-order')
  const groups = signatories?.groups ?? []
  const countries: Record<string, string> = { DE: 'Germany', GB: 'United Kingdom', SK: 'Slovak Republic' }
  return {
    title: texts.en?.title ?? '',
    number: campaign.declaration?.number ?? '',
    document: campaign.declaration?.document?.en ?? '',
    tabled: campaign.declaration?.tabled ?? '',
    body: texts.en?.body.split('\n\n') ?? [],
    groups: [
      { office: '', lead: '', demands: campaign.demands.map((demand) => texts.en?.demands[demand]?.text ?? '') },
    ],
    signatories:
      signatories?.office_holders.map((holder) => {
        const { title, words } = personName(holder, 'en')
        const group = groups.find(({ key }) => key === holder.group)
        return `${title} ${words}, ${countries[holder.country] ?? 'Austria'}, ${group?.short.en ?? ''}`
      }) ?? [],
  }
}
