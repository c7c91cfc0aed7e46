/**
 * A child's word to the supervisor. One that has died on the way hears nothing, and that is no error of the child: the end of the channel
 * ends it, too.
 */
export function tellParent(message: object): void {
  if (process.connected) process.send?.(message, undefined, undefined, () => {});
}
