export { exportsDesk } from './exports-desk.ts'
export { exchangeLinks } from './links.ts'
