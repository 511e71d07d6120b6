/** What a person typed on the Client Secret Details card, as it came: nothing here has been checked. */
export interface DetailsInput {
  readonly name: string;
  readonly description: string;
  /** `YYYY-MM-DD` as Input.Date gives it, or whatever else arrived. */
  readonly expiration: string;
  readonly locationId: string;
  readonly vault: boolean;
  readonly share: boolean;
}

/** What a person chose on the Client Secret Owner Details card, unchecked. */
export interface OwnerInput {
  readonly ownerId: string;
  readonly preApprove: boolean;
}

/** Everything needed to create a secret, checked: the summary shows it, Submit checks it once more and does it. */
export interface SecretDraft {
  readonly applicationId: string;
  readonly details: DetailsInput;
  readonly owner: OwnerInput;
  /** IANA zone of the person: `expiration` means the end of that day there. */
  readonly timeZone: string;
}
