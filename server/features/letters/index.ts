export { type LetterRoutes, letters } from './routes.ts'
export { checkTemplate } from './template.ts'
