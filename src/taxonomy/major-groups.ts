import type { MajorGroup, MajorGroupCode } from './taxonomy.js';

const TITLES: Readonly<Record<string, string>> = {
  '11-0000': 'Management',
  '13-0000': 'Business and Financial Operations',
  '15-0000': 'Computer and Mathematical',
  '17-0000': 'Architecture and Engineering',
  '19-0000': 'Life, Physical, and Social Science',
  '21-0000': 'Community and Social Service',
  '23-0000': 'Legal',
  '25-0000': 'Educational Instruction and Library',
  '27-0000': 'Arts, Design, Entertainment, Sports, and Media',
  '29-0000': 'Healthcare Practitioners and Technical',
  '31-0000': 'Healthcare Support',
  '33-0000': 'Protective Service',
  '35-0000': 'Food Preparation and Serving Related',
  '37-0000': 'Building and Grounds Cleaning and Maintenance',
  '39-0000': 'Personal Care and Service',
  '41-0000': 'Sales and Related',
  '43-0000': 'Office and Administrative Support',
  '45-0000': 'Farming, Fishing, and Forestry',
  '47-0000': 'Construction and Extraction',
  '49-0000': 'Installation, Maintenance, and Repair',
  '51-0000': 'Production',
  '53-0000': 'Transportation and Material Moving',
  '55-0000': 'Military Specific',
};

/** The major groups of the 2018 Standard Occupational Classification, without the word "Occupations", sorted by code. */
export const MAJOR_GROUPS: readonly MajorGroup[] = Object.entries(TITLES).map(([code, title]) => ({
  code: code as MajorGroupCode,
  title,
}));

/** The major group of an O*NET-SOC code such as `15-1252.00`, or null when SOC has no such group. */
export function majorGroupOf(occupation: string): MajorGroupCode | null {
  const code = `${occupation.slice(0, 2)}-0000`;
  return code in TITLES ? (code as MajorGroupCode) : null;
}
