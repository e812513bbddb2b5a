/** What takes its turn in the rounds. */
export interface Contender {
  /** Does a fixed piece of work and tells how many frames that was. */
  step(): Promise<number>
  /** The processor time used for this contender until now, ms; without it, this process's. */
  cpuMs?(): Promise<number>
  close?(): Promise<void>
}
