/// How many of a panel's samples say something of their own: those of one instant share what moved all instruments, and
/// labels that overlap share what happened.
///
///     n / (1 + (m − 1)·ρ) / overlap,   m samples an instant,   ρ their intraclass correlation, at least 0
///
/// - Source: Kish (1965), "Survey Sampling", section 5.4; ρ by one-way analysis of variance.
/// - Verified by: `EffectiveCountTests`.
public enum EffectiveCount {
    /// The number of independent samples.
    ///
    /// - Parameters:
    ///   - labels: What came true.
    ///   - instants: When each was decided, in any order; shape of `labels`.
    ///   - overlap: How many labels of an instrument lie over one another: the horizon.
    public static func independent(labels: [Double], instants: [Int64], overlap: Int = 1) -> Int {
        precondition(labels.count == instants.count, "as many instants as labels")
        guard !labels.isEmpty else { return 0 }
        var groups: [Int64: (count: Int, sum: Double, squares: Double)] = [:]
        for (label, instant) in zip(labels, instants) {
            var group = groups[instant] ?? (0, 0, 0)
            group = (group.count + 1, group.sum + label, group.squares + label * label)
            groups[instant] = group
        }
        let (count, groupCount) = (Double(labels.count), Double(groups.count))
        var design = 1.0
        if groups.count > 1, labels.count > groups.count {
            // In the order of time, so that sums do not hang on the order of a dictionary.
            let ordered = groups.sorted { $0.key < $1.key }.map(\.value)
            let mean = ordered.reduce(0) { $0 + $1.sum } / count
            var (between, within, sizes) = (0.0, 0.0, 0.0)
            for group in ordered {
                let size = Double(group.count)
                let own = group.sum / size
                between += size * (own - mean) * (own - mean)
                within += group.squares - size * own * own
                sizes += size * size
            }
            between /= groupCount - 1
            within /= count - groupCount
            let size = (count - sizes / count) / (groupCount - 1)
            let correlation = (between - within) / (between + (size - 1) * within)
            if correlation > 0 { design = 1 + (count / groupCount - 1) * min(1, correlation) }
        }
        return Int(count / design) / max(1, overlap)
    }
}
