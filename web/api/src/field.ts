/** One field of a command's body, as the API describes it. */
export interface Field {
  readonly name: string;
  readonly type: string;
  readonly required: boolean;
  readonly format?: string;
  readonly choices?: readonly string[];
  /** Characters of a text, the number itself, or items of a list. */
  readonly min?: number;
  readonly max?: number;
  /** The fields of one item of a list. */
  readonly fields?: readonly Field[];
}
