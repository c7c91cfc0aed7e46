/**
 * The standard functions that the code generator writes in place, by their names in the standard's tables. The checker resolves
 * overloads and converts arguments; what arrives here has the types said below. IEC 61131-3, 6.6.2.5.
 *
 *  ABS(x) SQRT(x)            argument and result of one type; SQRT real
 *  MIN MAX (a, b, …)         two or more of one type
 *  LIMIT(mn, in, mx)         one type
 *  SEL(g, in0, in1)          g BOOL, the others of one type; both are evaluated
 *  MUX(k, in0, in1, …)       k an integer; faults when there is no input k
 *  MOVE(x)
 *  SHL SHR ROL ROR (in, n)   in a bit string, n an integer; shifting by the width or more gives 0, rotation counts within the width
 *  TRUNC(x)                  real to the integer type of the result, towards zero, saturating; NaN gives 0
 *  EXPT(x, y)                x, y and the result LREAL, or all REAL
 *  SWAP_BYTES(x)             the bytes of x in the other order
 *  IS_VALID(x)               x an LREAL; FALSE for a NaN and the infinities
 *  TIME()                    the scan's logical time since the rig began; a vendor extension that the timers stand on
 *  ASSERT(x)                 faults when x is FALSE; Edition 4
 *  ADVANCE_TIME(t)           in tests: TIME() goes on by t
 */
export type IntrinsicName =
  | 'ABS'
  | 'SQRT'
  | 'MIN'
  | 'MAX'
  | 'LIMIT'
  | 'SEL'
  | 'MUX'
  | 'MOVE'
  | 'SHL'
  | 'SHR'
  | 'ROL'
  | 'ROR'
  | 'TRUNC'
  | 'SWAP_BYTES'
  | 'IS_VALID'
  | 'EXPT'
  | 'TIME'
  | 'ASSERT'
  | 'ADVANCE_TIME';
