export { exportsDesk } from './exports-desk.ts'
export { forgetFiles } from './imports.ts'
export { importsDesk } from './imports-desk.ts'
export { exchangeLinks } from './links.ts'
