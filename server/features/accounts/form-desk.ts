import type { FastifyReply, FastifyRequest } from 'fastify'
import { type MessageKey, type MessageValues, type Translate, translator } from '../../i18n/index.ts'
import type { Site } from '../../render/page.ts'
import type { FormState } from '../../web/form.ts'
import { type FieldPlan, fieldView, problemsOf } from './field-view.ts'
import { deskPage } from './frame-desk.ts'
import { formPage } from './people-pages.ts'

interface OneForm {
  /** Begins the ids of its fields. */
  id: string
  action: string
  button: MessageKey
  fields: FieldPlan[]
  /** Stands over it where there are several. */
  title?: MessageKey
  lead?: MessageKey
  danger?: boolean
}

export interface FormSheet {
  title: MessageKey
  lead?: MessageKey
  /** What title and lead name. */
  values?: MessageValues
  form?: OneForm
  /** More forms, each with a title of its own. */
  others?: OneForm[]
  links?: { url: string; words: MessageKey }[]
  /** The form that was refused is the one whose id this is; the first where none is named. */
  refusedId?: string
  refused?: FormState | undefined
}

/** What the page of such a sheet shows. */
export const sheetView = (t: Translate, sheet: FormSheet) => {
  const { values = {}, refused, form, others = [], links = [] } = sheet
  const forms = [...(form ? [form] : []), ...others]
  const refusedId = sheet.refusedId ?? form?.id
  const planOf = ({ id }: OneForm) => ({ t, id, refused: id === refusedId ? refused : undefined })
  return {
    title: t(sheet.title, values),
    lead: sheet.lead ? t(sheet.lead, values) : '',
    problems: forms.flatMap((each) => problemsOf(planOf(each))),
    forms: forms.map((each) => ({
      id: each.id,
      action: each.action,
      title: each.title ? t(each.title) : '',
      lead: each.lead ? t(each.lead) : '',
      fields: each.fields.map((field) => fieldView(planOf(each), field)),
      button: t(each.button),
      danger: each.danger ?? false,
    })),
    links: links.map(({ url, words }) => ({ url, words: t(words) })),
  }
}

/** Sends a page of the desk that says one thing and asks at most a few: its forms, and where to go from there. */
export const sendForm = (request: FastifyRequest, reply: FastifyReply, site: Site, sheet: FormSheet) => {
  const t = translator(request.desk.locale)
  const view = sheetView(t, sheet)
  const title = sheet.refused ? `${t('site.errorPrefix')} ${view.title}` : view.title
  return deskPage(request, reply, site, formPage, { title }, view)
}
