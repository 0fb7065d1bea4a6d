import type { Product } from '../catalogue/vocabulary.ts';

/**
 * The product of a version, `4.00.6487.2000`: 4.00 is Configuration Manager 2007, 5.00 is 2012 and
 * all that came after it. null for older products, and for what is no version.
 */
export function productOfVersion(version: string): Product | null {
  const [, major] = /^(\d+)\.\d{2}\.\d{4}\b/u.exec(version) ?? [];
  return major === '4' ? 'cm2007' : major === '5' ? 'current-branch' : null;
}

/**
 * The product of a build, all that a management point tells of its version. Configuration Manager
 * 2007 has 5931 (without service pack) to 6487 (SP2), 2012 begins with 7711; SMS 2003 ends with 4253.
 */
export function productOfBuild(build: number): Product | null {
  if (build >= 5931 && build <= 6999) return 'cm2007';
  return build >= 7000 ? 'current-branch' : null;
}
