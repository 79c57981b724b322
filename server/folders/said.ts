import { type MessageKey, translator } from '../i18n/index.ts'

/** What is wrong, by its key: words for it are in every language. */
export interface Said {
  message: MessageKey
  values: Record<string, string | number>
}

/** As commands and logs say it. */
export const inEnglish = ({ message, values }: Said): string => translator('en')(message, values)
