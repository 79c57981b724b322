export { type Assembled, assembleFolder } from './assemble-folder.ts'
export { campaignsDesk, campaignsLinks } from './campaigns-desk.ts'
export { checkDesk, checkLinks } from './check-desk.ts'
export { draftCampaign } from './draft-campaign.ts'
export type { DraftProblem } from './draft-problem.ts'
export { editDesk, editLinks } from './edit-desk.ts'
export { historyDesk } from './history-desk.ts'
export { importCampaignFolder } from './import-folder.ts'
export { previewDesk } from './preview-desk.ts'
export {
  type Draft,
  type DraftCampaign,
  findDraft,
  findRevision,
  findRevisions,
  listSections,
  type Revision,
} from './queries.ts'
export { markReady, restoreRevision, type Saving, saveSection, type Theirs } from './save-section.ts'
export { type SectionContent, sectionsOf } from './section-files.ts'
export { isBlank, type Section, type SectionContents, type SectionState, sectionState } from './sections.ts'
export { slugDesk } from './slug-desk.ts'
