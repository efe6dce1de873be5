/// A latency as the loop draws it.
struct LatencySampler {
    /// Nanoseconds where they are always the same, or -1.
    var fixed: Int64
    /// Where the latency is drawn from a distribution; of no entries where it is drawn from a measured table.
    var sampler: Sampler
}
