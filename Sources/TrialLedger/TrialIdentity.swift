import Core

/// What makes two attempts one trial: the config, the data and the period.
///
/// The first 128 bits of the config's hash, combined with as many of a hash of data and period.
public struct TrialIdentity: Hashable, Sendable {
    @usableFromInline let high: UInt64
    @usableFromInline let low: UInt64

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// The identity of a trial.
    ///
    /// - Throws: `badRecord` where a hash is not 64 lower-case hexadecimal digits.
    public init(_ start: TrialStart) throws(LedgerError) {
        self.init(
            config: try HashBytes(start.configHash, field: "config hash"),
            place: try TrialIdentity.place(dataHash: start.study.dataHash, period: start.study.period))
    }

    /// The identity of a config on the data and period of `place`.
    init(config: HashBytes, place: TrialIdentity) {
        self.init(high: config.words[0] ^ place.high, low: config.words[1] ^ place.low)
    }

    /// What data and period add.
    static func place(dataHash: String, period: Range<Timestamp>) throws(LedgerError) -> TrialIdentity {
        var hash = SHA256()
        hash.update(try HashBytes(dataHash, field: "data hash").words)
        hash.update([period.lowerBound.nanoseconds, period.upperBound.nanoseconds])
        let bytes = try HashBytes(hash.hexDigest(), field: "place")
        return TrialIdentity(high: bytes.words[0], low: bytes.words[1])
    }
}

extension TrialIdentity: CustomStringConvertible {
    /// 32 hexadecimal digits.
    public var description: String { HashBytes.text(of: [high, low]) }
}
