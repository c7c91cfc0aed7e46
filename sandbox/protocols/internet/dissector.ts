/**
 * Captured frames taken apart, for the Network pane and for a terminal: Ethernet II, IPv4, TCP, UDP and ICMP by this folder, what they
 * carry by the dissectors of the applications. This is its door; it runs in a browser.
 */
export { CaptureAnalysis } from './analysis.ts';
export { compileFilter, type FilterError, type Predicate } from './filter.ts';
export { type Completions, completeFilter } from './filter-completion.ts';
export { asHex, asText, followStream } from './follow.ts';
export { type Details, detailsOf, type Layer } from './layers.ts';
export type { Packet } from './packet.ts';
export { summarise } from './summarise.ts';
