import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import fastifyView from '@fastify/view'
import type { FastifyInstance } from 'fastify'
import Handlebars from 'handlebars'
import type { Locale } from '../i18n/index.ts'
import { inProject } from '../paths.ts'
import type { Assets } from './assets.ts'
import { pageHelpers } from './page-helpers.ts'

/** A template in views/ tied to the data that it may read, so that a wrong field does not compile. */
export interface Page<Model extends object> {
  template: string
  /** Never set: it carries the model's type. */
  model?: Model
}

export const page = <Model extends object>(template: string): Page<Model> => ({ template })

/** What the layout needs besides the page's own model. */
export interface PageContext {
  locale: Locale
  /** The page's address without its locale: «/campaigns/x». Gives the language switch, canonical and hreflang. */
  path: string
  title: string
  description?: string
  /** Whether search engines may keep it; private and passing pages are not for them. */
  indexed?: boolean
  /** schema.org data for search engines. */
  jsonLd?: object
  /** The desk's own frame instead of the public one. */
  desk?: DeskFrame
}

/** What the frame of a page of the desk shows; an empty string where there is none. */
export interface DeskFrame {
  /** Of who is signed in. */
  name: string
  team: string
  teamUrl: string
  campaign: string
  links: { words: string; url: string; current: boolean }[]
  languages: { locale: Locale; words: string; url: string; current: boolean }[]
}

export interface Site {
  /** Where readers reach the site, without a slash at the end. */
  publicUrl: string
  render<Model extends object>(page: Page<Model>, context: PageContext, model: Model): Promise<string>
}

interface SiteOptions {
  /** Where readers reach the site, without a slash at the end. */
  publicUrl: string
  assets: Assets
}

/** Names of partials are their files': views/components/field.hbs is {{> field}}, views/letters/_sheet.hbs {{> letters/sheet}}. */
const findPartials = () =>
  readdirSync(inProject('views'), { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .flatMap((file): [string, string][] => {
      if (/^components\/[^/]+\.hbs$/.test(file)) return [[basename(file, '.hbs'), file]]
      const own = /^(\w+)\/_([\w-]+)\.hbs$/.exec(file)
      return own ? [[`${own[1]}/${own[2]}`, file]] : []
    })

/** Registers the templates with the app and gives what renders them: pages as whole HTML documents. */
export const createSite = async (app: FastifyInstance, { publicUrl, assets }: SiteOptions): Promise<Site> => {
  const handlebars = Handlebars.create()
  handlebars.registerHelper(pageHelpers(assets))
  const compileOptions = { strict: true, preventIndent: true }
  for (const [name, file] of findPartials()) {
    handlebars.registerPartial(name, handlebars.compile(readFileSync(inProject('views', file), 'utf8'), compileOptions))
  }
  // Data that pages would share in a request, which none here have; else the plugin makes them for each request.
  app.decorateReply('locals', null)
  await app.register(fastifyView, {
    engine: { handlebars },
    root: inProject('views'),
    layout: 'layout.hbs',
    viewExt: 'hbs',
    production: true,
    options: { compileOptions },
  })

  return {
    publicUrl,
    render({ template }, context, model) {
      const { locale, path } = context
      const head = {
        locale,
        path,
        title: context.title,
        description: context.description ?? '',
        indexed: context.indexed ?? false,
        jsonLd: context.jsonLd ?? null,
        desk: context.desk ?? null,
        canonical: `${publicUrl}/${locale}${path}`,
        inEnglish: `${publicUrl}/en${path}`,
        inRussian: `${publicUrl}/ru${path}`,
      }
      return app.view(template, { ...model, page: head }) as unknown as Promise<string>
    },
  }
}
