/// What a wake is for, beside the plain ones.
enum WakeReason {
    /// The upper bit: an order of the participant has come to the end of its life; the others are its place.
    static let expiry: UInt32 = 1 << 31
}
