/**
 * Each index of likeness holds all four parts: a picture is compared with thousands of others, and to fetch each from
 * its own page of the table took longer than everything else.
 */
export const number = 3;

export const statements = `
DROP INDEX likeness_by_part_0;
DROP INDEX likeness_by_part_1;
DROP INDEX likeness_by_part_2;
DROP INDEX likeness_by_part_3;
CREATE INDEX likeness_by_part_0 ON likeness (part_0, part_1, part_2, part_3) WHERE part_0 IS NOT NULL;
CREATE INDEX likeness_by_part_1 ON likeness (part_1, part_0, part_2, part_3) WHERE part_1 IS NOT NULL;
CREATE INDEX likeness_by_part_2 ON likeness (part_2, part_0, part_1, part_3) WHERE part_2 IS NOT NULL;
CREATE INDEX likeness_by_part_3 ON likeness (part_3, part_0, part_1, part_2) WHERE part_3 IS NOT NULL;
`;
