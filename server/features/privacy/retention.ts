/** How long it is kept who answers for a co-signer, once the campaign is archived or the signature was not taken. */
export const CONTACTS_KEPT_DAYS = 30
