/// What keeps the trials of a sweep apart.
public enum TrialIsolation: Sendable, Hashable {
    /// Nothing: they run on threads of this process, which costs least. A trial that traps ends the sweep.
    case threads
    /// Worker processes: a trial that traps, is killed or never ends costs itself alone.
    case processes(WorkerProgram)
}
