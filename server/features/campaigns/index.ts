export type { Problem } from '../../folders/yaml-source.ts'
export type { Channel, Office, Official } from '../officials/index.ts'
export type {
  Addressee,
  Campaign,
  CampaignSummary,
  CampaignText,
  Demand,
  Evidence,
  LetterFragment,
  LetterSources,
  LetterTemplate,
  OfficeHolder,
  Organisation,
  Topic,
} from './campaign.ts'
export { evidenceIn } from './campaign.ts'
export { campaignDetails, kindAndAddressees, progressOf, shareLinks, textIn } from './campaign-details.ts'
export { exportCampaign } from './export-campaign.ts'
export {
  type CaseEntry,
  caseBases,
  caseKinds,
  casesFile,
  recommendationStates,
  recommendationsFile,
  type StateEntry,
} from './folder-cases.ts'
export type { CampaignFolder } from './folder-format.ts'
export { fragmentKey } from './folder-fragments.ts'
export { commonTemplate, noTemplate } from './folder-rules.ts'
export { type Imported, importCampaign } from './import-campaign.ts'
export {
  type CampaignPageModel,
  campaignPage,
  homePage,
  type OptionView,
  type Progress,
  type SignerView,
  type SignFormView,
} from './pages.ts'
export { findCampaign, findLetterSources, findVersion, listCampaigns } from './queries.ts'
export { type ReadFolder, readCampaignFolder } from './read-folder.ts'
export type { CheckLetters, LetterSources as FolderLetters } from './read-letters.ts'
export { writeCampaignFolder } from './write-folder.ts'
