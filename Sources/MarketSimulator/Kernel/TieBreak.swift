/// The order of participants whose events fall on one nanosecond.
///
/// It is a hash of the seed, the participant's own key and the nanosecond: it favours nobody over time, needs no stream
/// that others share (one participant more changes no other pair's order), and keeps the events of one participant of
/// one nanosecond together, in the order in which they were sent.
///
/// - Source: the finaliser of SplitMix64, Steele, Lea and Flood (2014), "Fast Splittable Pseudorandom Number Generators".
enum TieBreak {
    /// Mixes 64 bits.
    @inline(__always)
    static func mix(_ value: UInt64) -> UInt64 {
        var z = value &+ 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z &>> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z &>> 31)
    }

    /// 28 bits for a participant's events of a nanosecond.
    @inline(__always)
    static func bits(key: UInt64, time: Int64) -> UInt64 {
        mix(key ^ UInt64(bitPattern: time)) &>> 36
    }
}
