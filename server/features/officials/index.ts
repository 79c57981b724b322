export { type PersonName, parseName } from './names.ts'
export { genderOfName, genitiveName, initialOf } from './person-forms.ts'
