/** An O*NET-SOC code such as `15-1252.00`. */
export type OccupationCode = string & { readonly __brand: 'OccupationCode' };
/** A SOC major group such as `15-0000`. */
export type MajorGroupCode = string & { readonly __brand: 'MajorGroupCode' };
/** The key of a task wording: the smallest O*NET Task ID among those that hold it, as text. */
export type TaskCode = string & { readonly __brand: 'TaskCode' };
/** An O*NET Task ID: one statement of one occupation, kept from release to release. */
export type OnetTaskId = number & { readonly __brand: 'OnetTaskId' };
/** A task wording in the form in which wordings are compared (`normaliseTaskText`). */
export type TaskText = string & { readonly __brand: 'TaskText' };
/** A six-digit SOC code such as `15-1252`. */
export type SocCode = string & { readonly __brand: 'SocCode' };
/** The code of a generalized, intermediate or detailed work activity such as `4.A.1.a.1.I01.D02`. */
export type ActivityCode = string & { readonly __brand: 'ActivityCode' };
/** Which O*NET-SOC taxonomy a release's occupation codes belong to. */
export type SocVintage = 2010 | 2019;

export interface MajorGroup {
  readonly code: MajorGroupCode;
  readonly title: string;
}

export interface Occupation {
  readonly code: OccupationCode;
  readonly title: string;
  readonly description: string;
  readonly majorGroup: MajorGroupCode;
  /** O*NET Job Zone, 1 to 5. */
  readonly jobZone: number | null;
  /** Median annual wage in US dollars (BLS OEWS). */
  readonly medianWage: number | null;
  /** Persons employed (BLS OEWS). */
  readonly employment: number | null;
  readonly alternateTitles: readonly string[];
}

/** One occupation's hold on a task wording. */
export interface TaskHolder {
  readonly occupation: OccupationCode;
  readonly taskId: number;
  readonly type: 'Core' | 'Supplemental' | null;
}

/** A task wording and the occupations that hold it (one for nearly all). */
export interface Task {
  readonly code: TaskCode;
  readonly text: string;
  readonly holders: readonly TaskHolder[];
}

/** One version of a taxonomy of work, sorted by code throughout. */
export interface Taxonomy {
  /** e.g. `onet-29.1`, `starter-1` */
  readonly name: string;
  /** SHA-256 over the canonical content. */
  readonly contentHash: string;
  readonly majorGroups: readonly MajorGroup[];
  readonly occupations: readonly Occupation[];
  readonly tasks: readonly Task[];
}
