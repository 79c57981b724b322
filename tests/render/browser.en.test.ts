import { lookAtPagesIn } from './pages-in-browser.ts'

await lookAtPagesIn('en')
