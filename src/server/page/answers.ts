// What the server says, as the page reads it.

export type Position = [number, number];
export type Box = [west: number, south: number, east: number, north: number];

export interface Geometry { type: string; coordinates: any; }
export interface Feature<P = Record<string, any>> { type?: string; geometry: Geometry | null; properties: P; }
export interface Page<P = Record<string, any>> { features: Feature<P>[]; links: { rel: string; href: string }[]; }

export interface Titled { title: string; title_en?: string; }
export interface Choice extends Titled { value: string; }

export interface User { name: string; role: 'town' | 'bureau' | 'admin'; town: string; token: string; }

export interface Source extends Titled { role: string; status: string; date: string; valid_until: string; is_too_old: boolean; }

export interface Study {
  title: string; plan: string; plan_en: string; plane: string; plane_proj: string; version: string; is_closed_off: boolean; keep_days: number;
  sources: Source[]; unlooked: string[]; unlooked_en: string[]; towns: Choice[]; clusters: Choice[]; industries: Choice[];
}

export interface AuditLog {
  chain_holds: boolean; first_fault: number | null;
  entries: { number: number; moment: string; name: string; town: string; action: string; thing: string; outcome: string }[];
}

export interface FileLink { title: string; href: string; }
export interface Results<A> { answer: { value: A }; files: { value: FileLink[] }; }
export interface Answered<A> { job: string; answer: A; files: FileLink[]; }
export interface Job { jobID: string; status: string; progress: number; message?: string; }
export interface Kept { id: string; title: string; }

/** Both areas of one thing. */
export interface Areas { area_m2: number; planar_m2: number; area_ha?: number; area_mu?: number; }

export interface LocatedShape extends Areas { name: string; corners?: number; geometry: Geometry | null; }
export interface Located extends Areas {
  crs: string; crs_name: string; crs_why: string; plane: string; box: Box; features: LocatedShape[];
  towns: { name: string; share: number }[]; warnings: string[];
}

export type CheckState = 'occupies' | 'touches_only' | 'clear' | 'not_checked';
export type Verdict = 'fits' | 'conditional' | 'conflicts' | 'undecided';

export interface Check {
  title: string; state: CheckState; verdict: Verdict; area_m2: number | null; sentence: string;
  department?: string; legal_basis?: string; materials?: string; data_source?: string; data_date?: string;
}
export interface Fit { cluster: string; name: string; score: number | null; clause?: string; }
export interface Report extends Areas {
  verdict: Verdict; headline: string; checks: Check[]; cluster: string; fits?: Fit[];
  data_date?: string; project: { report_number?: string }; manifest?: { code: string };
}
export interface Reports { reports: Report[]; warnings: string[]; }

export interface Project { name?: string; applicant?: string; industry?: string; [figure: string]: string | number | undefined; }
export interface Version {
  version: number; job: string; status: string; upload: string; crs: string; outline: string; comment: string; project?: Project;
}
export interface Request {
  id: string; number: string; title: string; town: string; name: string; state: string; reason: string; decided_by: string;
  updated: string; versions: Version[];
}

/** An outline that was brought, on its way to a report. */
export interface Brought { crs: string; surveyed_m2: number; request: Request | null; comment?: string; }
export interface Placed extends Brought { upload: string; title: string; located: Located; }

export interface Site {
  id: string; town_name: string; area_mu: number; parcels: string[]; owner_count: number; score: number; cost_yuan: number;
  cost_yuan_per_m2: number; redevelopment_share: number; rect_long_m: number; rect_short_m: number; solver: { gap: number }; blocks_larger: string;
}
export interface Sites { sites: Site[]; warnings: string[]; notes?: string[]; shortfall?: { reason: string }; }

export interface Cut { title: string; area_m2: number; geometry: Geometry | null; }
export interface TrimmedShape {
  name: string; geometry: Geometry | null; cuts: Cut[]; parts: { width_m: number }[]; before_m2: number; planar_before_m2: number;
  after_m2: number; planar_after_m2: number; area_ha: number; area_mu: number; headline_before: string; headline_after: string;
}
export interface Trimmed { features: TrimmedShape[]; warnings: string[]; }

export type Knot = [value: number, worth: number];
export interface Curve {
  kind: string; low: number; high: number; at_low: number; at_high: number; shape: number; knots: Knot[]; categories: Record<string, number>;
}
export interface Criterion extends Titled { criterion: string; weight: number; unit: string; curve: Curve; }
export interface LiveCluster extends Titled { cluster: string; criteria: Criterion[]; }
export interface Grade extends Titled { class: string; from: number; }
export interface Grid { west_m: number; north_m: number; cell_m: number; }
export interface About { clusters: LiveCluster[]; classes: Grade[]; grid: Grid; aggregation: string; weights: string; }
export interface Tried { cluster: string; weights: Record<string, number>; curves: Record<string, Curve>; }

interface ClassChange { class: string; before_m2: number; after_m2: number; }
export interface Shift {
  classes: (ClassChange & { parcels_before: number; parcels_after: number })[]; gained: number; lost: number; scored: number;
  mean_before: number; mean_after: number; towns: { name: string; classes: ClassChange[] }[];
  moved: { parcel: string; town: string; from: string; to: string; score_before: number; score_after: number }[];
}
export interface PointPart extends Titled {
  unit: string; measured: number | null; is_far?: boolean; worth: number; weight: number; points: number | null;
}
export interface Point {
  state: string; parcel?: string; town?: string; score: number | null; parts: PointPart[];
  excluded_by: (Titled & { legal_basis?: string })[];
}
export interface Explained { binding?: string; changes?: { title?: string; criterion: string; worth_needed: number; score_after: number }[]; }
export interface Consistency {
  consistency_ratio: number; weights: number[]; worst?: { row: number; column: number; given: number; consistent: number };
}

export interface TileSet { id: string; title: { zh: string; en: string }; kind: 'base' | 'overlay'; group: string; min_zoom: number; max_zoom: number; }
/** Pictures that the server draws of the study; see src/server/routes_tiles.cpp. */
export interface Tiles {
  tile_px: number; origin: number[]; extent: number[]; resolutions: number[]; version: string; url: string; sets: TileSet[];
}
