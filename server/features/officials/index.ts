export {
  type Accepted,
  acceptCorrection,
  listCorrections,
  proposeCorrection,
  refuseCorrection,
  reopenCorrection,
} from './corrections.ts'
export type { DirectoryFolder } from './directory-format.ts'
export { exportDirectory } from './export-directory.ts'
export { type AddressedOffice, findOffices } from './find-offices.ts'
export { type DirectoryChanges, importDirectory } from './import-directory.ts'
export { type KeptCorrection, keepCorrections } from './keep-corrections.ts'
export { type PersonName, parseName } from './names.ts'
export {
  type Channel,
  holderSnapshot,
  type Institution,
  isWorking,
  type Office,
  type OfficeRecord,
  type Official,
  type Term,
} from './office.ts'
export { type ChannelEntry, type InlineOffice, inlineOffice } from './office-shape.ts'
export { declineName, genderOfName, genitiveName, initialOf } from './person-forms.ts'
export { plainChannel, plainOfficeName, toChannelEntry } from './plain-office.ts'
export { channelsOf, type DirectorySlugs, findDirectorySlugs, findOffice, holderOf, officeObject } from './queries.ts'
export { type ReadDirectory, readDirectory } from './read-directory.ts'
export { type OfficeAnswers, type OfficeRoutes, offices } from './routes.ts'
export { lockOffices, raiseCampaigns, type Saved, saveInlineOffice } from './save-office.ts'
export { writeDirectory } from './write-directory.ts'
