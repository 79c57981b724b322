export type { Problem } from '../../folders/yaml-source.ts'
export type {
  Addressee,
  Campaign,
  CampaignSummary,
  CampaignText,
  Channel,
  Demand,
  Evidence,
  LetterTemplate,
  Office,
  Official,
  Topic,
} from './campaign.ts'
export { evidenceIn } from './campaign.ts'
export { campaignDetails, kindAndAddressees, progressOf, shareLinks, textIn } from './campaign-details.ts'
export { exportCampaign } from './export-campaign.ts'
export type { CampaignFolder } from './folder-format.ts'
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
export { findCampaign, findLetterTemplates, findVersion, listCampaigns } from './queries.ts'
export { type CheckTemplate, type ReadFolder, readCampaignFolder } from './read-folder.ts'
export { writeCampaignFolder } from './write-folder.ts'
