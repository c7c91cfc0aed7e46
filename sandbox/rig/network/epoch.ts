/** 2026-01-05 08:00 UTC: a Monday morning. Calendar time of a rig is this plus its logical time. */
export const rigEpochNs = 1_767_600_000_000_000_000n;
