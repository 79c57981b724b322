export { connect, type Db } from './connect.ts'
export { newId } from './ids.ts'
