export { checkTemplate } from './template.ts'
