import type { Product } from '../catalogue/vocabulary.ts';

/**
 * The product of a version such as `4.00.6487.2000`: 4.00 is Configuration Manager 2007, 5.00 is
 * 2012 and everything later. null for older products, and for text that is not a version.
 */
export function productOfVersion(version: string): Product | null {
  const [, major] = /^(\d+)\.\d{2}\.\d{4}\b/u.exec(version) ?? [];
  return major === '4' ? 'cm2007' : major === '5' ? 'current-branch' : null;
}

/**
 * The product of a build number, which is all that a management point gives of its version.
 * Configuration Manager 2007 has 5931 (without service pack) to 6487 (SP2), 2012 begins at 7711,
 * and SMS 2003 ends at 4253.
 */
export function productOfBuild(build: number): Product | null {
  if (build >= 5931 && build <= 6999) return 'cm2007';
  return build >= 7000 ? 'current-branch' : null;
}
