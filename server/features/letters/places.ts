import { cityIn } from 'lvovich'
import { NO_BREAK } from './typography.ts'

const HAS_KIND = /^(?:г|гор|с|пос|п|пгт|д|дер|аул|ст)\.\s*|^(?:город|село|посёлок|поселок|деревня|аул|станица)\s/iu
/** «во Владивостоке», «во Франкфурте», «во Львове», «во Ржеве». */
const TAKES_VO = /^(?:[вф][^аеёиоуыэюя]|льв|мст|мц|рж)/iu
const BY_HAND: Record<string, string> = { 'тель-авив': 'Тель-Авиве', арыс: 'Арыси' }

/**
 * Where somebody lives, by the town as typed: «в Алматы», «в Москве», «во Владивостоке». A town that comes with its
 * kind («г. Алматы»), or in another script, stands as it is: «в г. Berlin».
 */
export const inTown = (city: string) => {
  const town = city.trim()
  if (/^г\.|^гор\.|^город\s/iu.test(town))
    return `в${NO_BREAK}г.${NO_BREAK}${town.replace(/^(?:гор|г)\.\s*|^город\s+/iu, '')}`
  if (HAS_KIND.test(town)) return `в${NO_BREAK}${cityIn(town)}`
  if (!/^[\p{Script=Cyrillic}\s’'-]+$/u.test(town)) return `в${NO_BREAK}г.${NO_BREAK}${town}`
  const prepositional = BY_HAND[town.toLowerCase()] ?? cityIn(town)
  return `${TAKES_VO.test(town) ? 'во' : 'в'}${NO_BREAK}${prepositional}`
}
