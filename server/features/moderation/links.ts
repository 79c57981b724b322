import type { DeskLink } from '../accounts/index.ts'

/** What the desk's frame shows to moderators, of a campaign and of a team. */
export const moderationLinks: DeskLink[] = [
  {
    key: 'moderation.title',
    href: (campaign) => `/desk/campaigns/${campaign}/moderation`,
    roles: ['moderator'],
  },
]

export const teamModerationLinks: DeskLink[] = [
  { key: 'moderation.title', href: (team) => `/desk/teams/${team}/moderation`, roles: ['moderator'] },
]
