export { givenGenitive, patronymicGenitive, surnameGenitive } from './declension.ts'
export { isMansName, isPatronymic, isWomansName, isWomansPatronymic, type PersonName, parseName } from './names.ts'
