/**
 * Settings for the connections over which workers claim and settle. A queue's statistics are wrong whenever it matters,
 * right after a bulk load above all, and then the planner likes to read everything and sort. Without these two ways of
 * reading, the only plan left for a claim is the one that is right: along the index, in its order.
 */
export const ENGINE_SETTINGS = { enable_bitmapscan: 'off', enable_seqscan: 'off' } as const;
