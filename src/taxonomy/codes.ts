import type { CodeShape } from './row.js';
import type { ActivityCode, MajorGroupCode, OccupationCode, SocCode } from './taxonomy.js';

export const OCCUPATION: CodeShape<OccupationCode> = { what: 'an O*NET-SOC code', pattern: /^\d\d-\d{4}\.\d\d$/ };
export const SOC: CodeShape<SocCode> = { what: 'a SOC code', pattern: /^\d\d-\d{4}$/ };
export const MAJOR_GROUP: CodeShape<MajorGroupCode> = { what: 'a SOC major group', pattern: /^\d\d-0000$/ };
export const TASK_ID: CodeShape<string> = { what: 'a Task ID', pattern: /^[1-9]\d{0,8}$/ };
export const GWA: CodeShape<ActivityCode> = { what: 'a generalized work activity', pattern: /^4\.A\.\d\.[a-z]\.\d+$/ };
export const IWA: CodeShape<ActivityCode> = {
  what: 'an intermediate work activity',
  pattern: /^4\.A\.\d\.[a-z]\.\d+\.I\d\d$/,
};
export const DWA: CodeShape<ActivityCode> = {
  what: 'a detailed work activity',
  pattern: /^4\.A\.\d\.[a-z]\.\d+\.I\d\d\.D\d\d$/,
};
