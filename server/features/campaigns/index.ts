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
export { evidenceIn, publicOrganiser } from './campaign.ts'
export { campaignDetails, coverIn, kindAndAddressees, progressOf, shareLinks, textIn } from './campaign-details.ts'
export { addImage, coverOf, listImageFacts, listImages, logoColumns } from './campaign-images.ts'
export { shownImages } from './check-images.ts'
export type {
  DocumentView,
  RecommendationView,
  SaidView,
  SourceView,
  StateView,
  TopicView,
} from './document-model.ts'
export { editionLine, editionWords } from './edition-line.ts'
export { editions } from './edition-routes.ts'
export { type Edition, listEditions, type Publisher } from './editions.ts'
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
export {
  campaignFileName,
  type FolderFiles,
  fragmentsFileName,
  letterFileName,
  readLetterFileName,
  rulesFileName,
  textFileName,
} from './folder-files.ts'
export { type CampaignFolder, COVER_WORDS } from './folder-format.ts'
export { fragmentKey, readFragments } from './folder-fragments.ts'
export type { NamedPicture } from './folder-images.ts'
export { commonTemplate, noTemplate } from './folder-rules.ts'
export { honorifics } from './folder-signatories.ts'
export { type Imported, importCampaign, isSameFolder } from './import-campaign.ts'
export { caseRow, stateRow } from './import-cases.ts'
export { afterTheLast } from './keep-move.ts'
export { closedSince, isPublic, type Phase, phaseOf } from './life.ts'
export {
  type CampaignPageModel,
  type CountView,
  campaignPage,
  type DeclarationView,
  homePage,
  type OptionView,
  type OrganisationView,
  type Progress,
  type SignatoriesView,
  type SignerView,
  type SignFormView,
} from './pages.ts'
export { findCampaign, findLetterSources, findVersion, listCampaigns } from './queries.ts'
export { type ReadFolder, readCampaignFiles, readCampaignFolder } from './read-folder.ts'
export type { CheckLetters, LetterSources as FolderLetters } from './read-letters.ts'
export type { SignedText, SignedWords } from './signed-text.ts'
export { standingOf } from './standing.ts'
export { campaignFiles, pictureFiles, writeCampaignFolder } from './write-folder.ts'
