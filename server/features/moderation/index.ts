export { moderationDesk } from './desk.ts'
export { moderationLinks, teamModerationLinks } from './links.ts'
export { moderationRecord } from './public-routes.ts'
