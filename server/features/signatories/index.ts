export { signatoriesOf } from './signatories-view.ts'
