export { exportsDesk } from './exports-desk.ts'
export { forgetFiles } from './import-runner.ts'
export { importsDesk } from './imports-desk.ts'
export { exchangeLinks } from './links.ts'
